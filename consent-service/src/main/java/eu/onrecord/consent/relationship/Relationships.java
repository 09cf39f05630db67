package eu.onrecord.consent.relationship;

import java.time.Clock;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.hibernate.reactive.mutiny.Mutiny;

import eu.onrecord.consent.customer.Known;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** The relationships. To be called in a transaction; what is given may be changed and is then saved with it. */
@ApplicationScoped
public class Relationships {
    private final Clock clock;

    Relationships(Clock clock) {
        this.clock = clock;
    }

    /** The relationship with a customer, theirs alone until the transaction ends. Customers merged into them are taken in. */
    public Uni<Relationship> of(Known known) {
        return Panache.getSession().chain(session -> lock(session, known.customer().id, known.customer().legalEntity)
                .call(kept -> absorb(session, kept, known)));
    }

    private Uni<Relationship> lock(Mutiny.Session session, UUID customer, String legalEntity) {
        return session.createNativeQuery("""
                insert into relationship (customer_id, legal_entity, state, since, opt_out, suspended)
                values (:customer, :entity, 'UNKNOWN', :since, 'NONE', false) on conflict do nothing""")
                .setParameter("customer", customer).setParameter("entity", legalEntity)
                .setParameter("since", clock.instant()).executeUpdate()
                .chain(() -> session.find(Relationship.class, customer, LockModeType.PESSIMISTIC_WRITE));
    }

    private static Uni<Void> absorb(Mutiny.Session session, Relationship kept, Known known) {
        var absorbed = Uni.createFrom().voidItem();
        for (var gone : known.merged()) {
            absorbed = absorbed.chain(() -> session.find(Relationship.class, gone)).chain(other -> {
                if (other == null) {
                    return Uni.createFrom().voidItem();
                }
                kept.absorb(other);
                return session.remove(other);
            });
        }
        return absorbed;
    }
}
