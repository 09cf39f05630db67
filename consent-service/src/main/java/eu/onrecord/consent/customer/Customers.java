package eu.onrecord.consent.customer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.reactive.mutiny.Mutiny;

import eu.onrecord.contract.chat.ChatEvent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Finds whom an event concerns, and makes one customer of what is found to be one. To be called in a transaction. */
@ApplicationScoped
public class Customers {
    private final IdentifierVault vault;
    private final Clock clock;

    Customers(IdentifierVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** The customer and the thread of an event, made if they are new. The event names a customer. */
    public Uni<Known> of(ChatEvent event) {
        var identifiers = Identifier.of(event.customer().phone(), event.customer().userId());
        return Panache.getSession().chain(session -> find(session, event.legalEntity(), identifiers)
                .chain(found -> one(session, event, identifiers, found)));
    }

    /** The customer with an identifier, if there is one. */
    public Uni<Optional<UUID>> find(String legalEntity, Identifier identifier) {
        return Panache.getSession().chain(session -> find(session, legalEntity, List.of(identifier)))
                .map(found -> found.stream().map(customer -> customer.id).findFirst());
    }

    /** The customer with an id that was given out, which may have been merged into another since. */
    public Uni<UUID> current(UUID customer) {
        return Panache.getSession()
                .chain(session -> session
                        .createNativeQuery("select coalesce(merged_into, id) from customer where id = :id", UUID.class)
                        .setParameter("id", customer).getSingleResultOrNull())
                .map(found -> found == null ? customer : found);
    }

    /** The identifiers to address a customer by: a phone number before a user id. */
    public Uni<List<Identifier>> identifiersOf(UUID customer) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                        "select kind, sealed from customer_identifier where customer_id = :customer order by kind",
                        Object[].class).setParameter("customer", customer).getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Identifier(Identifier.Kind.valueOf((String) row[0]), vault.open((byte[]) row[1])))
                        .toList());
    }

    /** A customer is known by something else from now on; the old number may be somebody else's tomorrow. */
    public Uni<Void> replaceIdentifiers(Customer customer, List<Identifier> identifiers) {
        return Panache.getSession().chain(session -> {
            var replaced = Uni.createFrom().item(0);
            for (var identifier : identifiers) {
                replaced = replaced.chain(() -> session
                        .createNativeQuery("delete from customer_identifier where customer_id = :customer and kind = :kind")
                        .setParameter("customer", customer.id).setParameter("kind", identifier.kind().name())
                        .executeUpdate());
            }
            return replaced.chain(() -> insert(session, customer, identifiers));
        }).replaceWithVoid();
    }

    private Uni<List<Customer>> find(Mutiny.Session session, String legalEntity, List<Identifier> identifiers) {
        return session.createNativeQuery("""
                select distinct c.* from customer c join customer_identifier i on i.customer_id = c.id
                where i.legal_entity = :entity and i.hash in (:hashes)""", Customer.class)
                .setParameter("entity", legalEntity).setParameter("hashes", identifiers.stream().map(vault::hash).toList())
                .getResultList();
    }

    private Uni<Known> one(Mutiny.Session session, ChatEvent event, List<Identifier> identifiers, List<Customer> found) {
        if (found.isEmpty()) {
            return create(session, event, identifiers);
        }
        var oldestFirst = new ArrayList<>(found);
        oldestFirst
                .sort(Comparator.comparing((Customer customer) -> customer.createdAt).thenComparing(customer -> customer.id));
        var keep = oldestFirst.remove(0);
        return merge(session, keep, oldestFirst).chain(() -> insert(session, keep, identifiers))
                .chain(() -> thread(session, event, keep, oldestFirst.stream().map(customer -> customer.id).toList()));
    }

    /** Another pod may be doing the same: whoever has written the identifiers first has made the customer. */
    private Uni<Known> create(Mutiny.Session session, ChatEvent event, List<Identifier> identifiers) {
        var customer = new Customer();
        customer.id = UUID.randomUUID();
        customer.legalEntity = event.legalEntity();
        customer.createdAt = clock.instant();
        return session.persist(customer).call(session::flush).chain(() -> insert(session, customer, identifiers))
                .chain(written -> written == identifiers.size() ? thread(session, event, customer, List.of())
                        : find(session, event.legalEntity(), identifiers)
                                .chain(found -> one(session, event, identifiers, found)));
    }

    private Uni<Integer> insert(Mutiny.Session session, Customer customer, List<Identifier> identifiers) {
        var written = Uni.createFrom().item(0);
        for (var identifier : identifiers) {
            written = written.chain(count -> session.createNativeQuery("""
                    insert into customer_identifier (legal_entity, hash, customer_id, kind, sealed)
                    values (:entity, :hash, :customer, :kind, :sealed) on conflict do nothing""")
                    .setParameter("entity", customer.legalEntity).setParameter("hash", vault.hash(identifier))
                    .setParameter("customer", customer.id).setParameter("kind", identifier.kind().name())
                    .setParameter("sealed", vault.seal(identifier)).executeUpdate().map(rows -> count + rows));
        }
        return written;
    }

    private Uni<Void> merge(Mutiny.Session session, Customer keep, List<Customer> gone) {
        var merged = Uni.createFrom().voidItem();
        for (var customer : gone) {
            customer.mergedInto = keep.id;
            merged = merged.call(() -> move(session, "customer_identifier", keep, customer))
                    .call(() -> move(session, "thread", keep, customer))
                    .call(() -> move(session, "outbound_message", keep, customer))
                    .call(() -> move(session, "desk_delivery", keep, customer))
                    .call(() -> moveDisclosures(session, keep, customer))
                    .call(() -> session.createNativeQuery("update customer set merged_into = :keep where merged_into = :gone")
                            .setParameter("keep", keep.id).setParameter("gone", customer.id).executeUpdate());
        }
        return merged;
    }

    /** Who was told as one is told as the other; what both were told stays with each. */
    private static Uni<Integer> moveDisclosures(Mutiny.Session session, Customer keep, Customer gone) {
        return session.createNativeQuery("""
                update disclosure d set customer_id = :keep where customer_id = :gone and not exists (
                select 1 from disclosure k where k.customer_id = :keep and k.channel = d.channel
                and k.notice_version = d.notice_version and k.language = d.language and k.occasion = d.occasion)""")
                .setParameter("keep", keep.id).setParameter("gone", gone.id).executeUpdate();
    }

    private static Uni<Integer> move(Mutiny.Session session, String table, Customer keep, Customer gone) {
        return session.createNativeQuery("update " + table + " set customer_id = :keep where customer_id = :gone")
                .setParameter("keep", keep.id).setParameter("gone", gone.id).executeUpdate();
    }

    private Uni<Known> thread(Mutiny.Session session, ChatEvent event, Customer customer, List<UUID> merged) {
        return session.find(ChatThread.class, event.thread().value()).chain(found -> {
            var isNew = found == null;
            var thread = isNew ? newThread(event, customer) : found;
            var moved = !isNew && !thread.customerId.equals(customer.id);
            thread.customerId = customer.id;
            var saved = isNew ? session.persist(thread).call(session::flush) : Uni.createFrom().voidItem();
            return saved.chain(() -> isNew || moved || !merged.isEmpty() ? threadsOf(session, thread)
                    : Uni.createFrom().item(List.<String> of()))
                    .map(threads -> new Known(customer, thread, merged, threads.size() > 1 ? threads : List.of()));
        });
    }

    private static ChatThread newThread(ChatEvent event, Customer customer) {
        var thread = new ChatThread();
        thread.id = event.thread().value();
        thread.customerId = customer.id;
        thread.channel = event.channel();
        thread.business = event.business();
        return thread;
    }

    private static Uni<List<String>> threadsOf(Mutiny.Session session, ChatThread thread) {
        return session
                .createNativeQuery("select id from thread where customer_id = :customer and channel = :channel order by id",
                        String.class)
                .setParameter("customer", thread.customerId).setParameter("channel", thread.channel).getResultList();
    }
}
