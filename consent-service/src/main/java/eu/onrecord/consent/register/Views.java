package eu.onrecord.consent.register;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.CurrentCustomer;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.RelationshipState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Looks relationships up. */
@ApplicationScoped
class Views {
    private final Pool pool;
    private final IdentifierVault vault;
    private final Channels channels;
    private final Clock clock;

    Views(Pool pool, IdentifierVault vault, Channels channels, Clock clock) {
        this.pool = pool;
        this.channels = channels;
        this.clock = clock;
        this.vault = vault;
    }

    /** Of one customer, by the id that was given out, though it may have been merged into another since. */
    Uni<List<View>> of(String legalEntity, UUID customer) {
        return CurrentCustomer.of(pool, customer).chain(current -> current.isEmpty() ? Uni.createFrom().item(List.<View> of())
                : withDisclosures(() -> Relationship.list("customerId = ?1 and legalEntity = ?2", current.get(), legalEntity)));
    }

    /** Of whoever has an identifier: none or one. */
    Uni<List<View>> of(String legalEntity, Identifier identifier) {
        return pool.preparedQuery("select customer_id from customer_identifier where legal_entity = $1 and hash = $2")
                .execute(Tuple.of(legalEntity, Buffer.buffer(vault.hash(legalEntity, identifier).bytes())))
                .chain(rows -> rows.rowCount() == 0 ? Uni.createFrom().item(List.<View> of())
                        : of(legalEntity, rows.iterator().next().getUUID("customer_id")));
    }

    /** Newest first; of one state, or of all if it is null. Whom time alone has moved on since is not of it any more. */
    Uni<List<View>> byState(String legalEntity, RelationshipState state, int limit) {
        return withDisclosures(() -> (state == null
                ? Relationship.<Relationship> find("legalEntity = ?1 order by since desc, customerId", legalEntity)
                : Relationship.<Relationship> find("legalEntity = ?1 and state = ?2 order by since desc, customerId",
                        legalEntity, state))
                .page(0, limit).list())
                .map(views -> views.stream().filter(it -> state == null || it.state().equals(state.word())).toList());
    }

    private record Found(List<Relationship> relationships, List<Disclosure> shown) {
    }

    /** A session holds a connection: it begins when all else that needs one is done. */
    private Uni<List<View>> withDisclosures(Supplier<Uni<List<Relationship>>> found) {
        return Panache.withSession(() -> found.get()
                .chain(relationships -> Disclosure.<Disclosure> list("customerId in ?1 order by createdAt desc",
                        relationships.stream().map(it -> it.customerId).toList())
                        .map(shown -> new Found(relationships, shown))))
                .map(it -> it.relationships().stream().map(this::aged).map(known -> View.of(known, it.shown())).toList());
    }

    /** As time alone has left it, whether or not that was written since. */
    private Relationship aged(Relationship it) {
        Optional.ofNullable(channels.clocksByLegalEntity().get(it.legalEntity))
                .ifPresent(clocks -> it.aged(clocks, clock.instant()));
        return it;
    }
}
