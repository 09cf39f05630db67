package eu.onrecord.consent.dossier;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.IdentifierHash;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.dossier.SentMessages.ProviderId;
import eu.onrecord.contract.chat.ChatEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Loads dossiers: a handful of statements however many customers there are, which then belong to this transaction until it
 * ends. Who else wants one of them waits.
 */
@ApplicationScoped
public class DossierStore {
    private static final int MOST_TRIES = 3;

    private final IdentifierVault vault;
    private final Channels channels;

    DossierStore(IdentifierVault vault, Channels channels) {
        this.vault = vault;
        this.channels = channels;
    }

    /**
     * Which dossiers are wanted.
     *
     * @param identifiers of customers, who need not be known
     * @param threads of customers
     * @param customers by their random ids, which may have been merged into others since
     */
    public record Wanted(Set<IdentifierHash> identifiers, Set<String> threads, Set<UUID> customers) {

        public static Wanted customer(UUID customer) {
            return new Wanted(Set.of(), Set.of(), Set.of(customer));
        }
    }

    /** All that events concern. */
    public Uni<Work> load(SqlConnection transaction, Collection<ChatEvent> events, Instant now) {
        var statuses = events.stream().filter(event -> event.status() != null).toList();
        var identifiers = new LinkedHashSet<IdentifierHash>();
        var threads = new LinkedHashSet<String>();
        events.stream().filter(event -> event.customer() != null).forEach(event -> {
            Identifier.in(event).forEach(identifier -> identifiers.add(vault.hash(event.legalEntity(), identifier)));
            threads.add(event.thread().value());
            if (event.identityChange() != null) {
                Identifier.of(event.identityChange().phone(), event.identityChange().userId())
                        .forEach(identifier -> identifiers.add(vault.hash(event.legalEntity(), identifier)));
            }
        });
        return sent(transaction, statuses).chain(sent -> {
            var owners = sent.all().stream().map(message -> message.customerId).collect(Collectors.toSet());
            return answered(transaction, events, sent)
                    .chain(() -> dossiers(transaction, new Wanted(identifiers, threads, owners), now, 1))
                    .map(dossiers -> asOf(now, dossiers, sent));
        });
    }

    /** Dossiers alone, to be worked on. */
    public Uni<Work> load(SqlConnection transaction, Wanted wanted, Instant now) {
        return dossiers(transaction, wanted, now, 1)
                .map(dossiers -> asOf(now, dossiers, new SentMessages(vault, List.of())));
    }

    private Work asOf(Instant now, Dossiers dossiers, SentMessages sent) {
        var work = new Work(dossiers, sent, new Consequences(), now);
        work.age(channels.clocksByLegalEntity());
        return work;
    }

    private Uni<Dossiers> dossiers(SqlConnection transaction, Wanted wanted, Instant now, int attempt) {
        return find(transaction, wanted).chain(found -> lock(transaction, found, now).chain(dossiers -> {
            var isStale = found.customers().stream().anyMatch(customer -> dossiers.find(customer).isEmpty());
            if (isStale && attempt < MOST_TRIES) {
                // somebody merged one of them while we waited for it
                return dossiers(transaction, wanted, now, attempt + 1);
            }
            found.forgotten().forEach(dossiers::forgotten);
            return details(transaction, dossiers, wanted).replaceWith(dossiers);
        }));
    }

    /** Who is wanted. */
    private record Found(Map<IdentifierHash, UUID> byIdentifier, Set<UUID> customers, Map<String, Instant> forgotten) {
    }

    private Uni<Found> find(SqlConnection transaction, Wanted wanted) {
        return transaction.preparedQuery("""
                select customer_id, legal_entity, hash, null as thread, null::timestamptz as before from customer_identifier
                where (legal_entity, hash) in (select * from unnest($1::text[], $2::bytea[]))
                union all select customer_id, null, null, null, null from thread where id = any($3::text[])
                union all select coalesce(merged_into, id), null, null, null, null from customer where id = any($4::uuid[])
                union all select null, null, null, thread, before from forgotten_thread where thread = any($3::text[])""")
                .execute(Columns.of(wanted.identifiers()).text(IdentifierHash::legalEntity).bytes(IdentifierHash::bytes).tuple()
                        .addValue(wanted.threads().toArray(String[]::new)).addValue(wanted.customers().toArray(UUID[]::new)))
                .map(rows -> {
                    var byIdentifier = new HashMap<IdentifierHash, UUID>();
                    var customers = new HashSet<UUID>();
                    var forgotten = new HashMap<String, Instant>();
                    rows.forEach(row -> {
                        var customer = row.getUUID("customer_id");
                        if (customer == null) {
                            forgotten.put(row.getString("thread"), row.getOffsetDateTime("before").toInstant());
                            return;
                        }
                        customers.add(customer);
                        if (row.getBuffer("hash") != null) {
                            byIdentifier.put(hash(row), customer);
                        }
                    });
                    return new Found(byIdentifier, customers, forgotten);
                });
    }

    private Uni<Dossiers> lock(SqlConnection transaction, Found found, Instant now) {
        var dossiers = new Dossiers(vault, now);
        if (found.customers().isEmpty()) {
            return Uni.createFrom().item(dossiers);
        }
        return transaction
                .preparedQuery(
                        """
                                                select r.*, c.created_at, c.language, c.merged_into, c.revision from relationship r join customer c on c.id = r.customer_id
                                                where r.customer_id = any($1) order by r.customer_id
                                for update of r for no key update of c""")
                .execute(Tuple.of(found.customers().toArray(UUID[]::new))).map(rows -> {
                    rows.forEach(row -> dossiers.add(Dossier.loaded(Rows.customer(row), Rows.relationship(row))));
                    return dossiers;
                });
    }

    private Uni<Void> details(SqlConnection transaction, Dossiers dossiers, Wanted wanted) {
        var ids = dossiers.all().stream().map(Dossier::id).toArray(UUID[]::new);
        if (ids.length == 0) {
            return suppressions(transaction, dossiers, wanted);
        }
        var customers = Tuple.of(ids);
        return Uni.createFrom().voidItem()
                .chain(() -> transaction.preparedQuery(
                        "select legal_entity, hash, kind, known_since, customer_id from customer_identifier where customer_id = any($1)")
                        .execute(customers))
                .invoke(rows -> rows.forEach(row -> dossiers.find(row.getUUID("customer_id"))
                        .ifPresent(dossier -> dossiers.add(hash(row), dossier,
                                new Dossier.Known(Identifier.Kind.valueOf(row.getString("kind")),
                                        row.getOffsetDateTime("known_since").toInstant())))))
                .chain(() -> suppressions(transaction, dossiers, wanted))
                .chain(() -> transaction.preparedQuery("select * from thread where customer_id = any($1)").execute(customers))
                .invoke(rows -> rows.forEach(row -> dossiers.add(Rows.thread(row))))
                .chain(() -> transaction.preparedQuery("""
                        select distinct on (customer_id, channel, business, notice_version, language, opening) * from disclosure
                        where customer_id = any($1)
                        order by customer_id, channel, business, notice_version, language, opening, created_at desc""")
                        .execute(customers))
                .invoke(rows -> rows.forEach(row -> {
                    var disclosure = Rows.disclosure(row);
                    dossiers.find(disclosure.customerId).ifPresent(dossier -> dossier.add(disclosure));
                })).replaceWithVoid();
    }

    /** Also those whose owner is known: somebody else may have it when the transaction ends. */
    private static Uni<Void> suppressions(SqlConnection transaction, Dossiers dossiers, Wanted wanted) {
        if (wanted.identifiers().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction.preparedQuery("""
                select * from suppression
                where (legal_entity, hash) in (select * from unnest($1::text[], $2::bytea[]))""")
                .execute(
                        Columns.of(wanted.identifiers()).text(IdentifierHash::legalEntity).bytes(IdentifierHash::bytes).tuple())
                .invoke(rows -> rows.forEach(row -> dossiers.add(new Suppression(hash(row), row.getString("scope"),
                        row.getOffsetDateTime("since").toInstant()))))
                .replaceWithVoid();
    }

    /** Those that statuses tell of. Locked by their ids' order, before any dossier. */
    private Uni<SentMessages> sent(SqlConnection transaction, List<ChatEvent> statuses) {
        if (statuses.isEmpty()) {
            return Uni.createFrom().item(new SentMessages(vault, List.of()));
        }
        var references = statuses.stream().flatMap(event -> SentMessages.reference(event.status()).stream())
                .toArray(UUID[]::new);
        var byProvider = statuses.stream().filter(event -> SentMessages.reference(event.status()).isEmpty())
                .map(event -> ProviderId.of(event, vault)).distinct().toList();
        return transaction.preparedQuery("""
                select m.* from outbound_message m where m.id in (select unnest($3::uuid[]) union all
                select o.id from unnest($1::text[], $2::text[]) as told (channel, provider_message_id)
                join outbound_message o using (channel, provider_message_id)) order by m.id for update""")
                .execute(Columns.of(byProvider).text(ProviderId::channel).text(ProviderId::hash).tuple()
                        .addValue(references))
                .map(rows -> new SentMessages(vault, stream(rows).map(row -> Rows.message(row, vault)).toList()));
    }

    /** Those that are answered, changed or reacted to: only how the desk knows them. */
    private Uni<Void> answered(SqlConnection transaction, Collection<ChatEvent> events, SentMessages sent) {
        var named = events.stream().filter(event -> event.message() != null)
                .flatMap(event -> Stream.of(event.message().replyTo(), event.message().target()).filter(Objects::nonNull)
                        .map(id -> ProviderId.of(event, id, vault)))
                .distinct().toList();
        return named.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("""
                        select channel, provider_message_id, id from outbound_message where kind = 'ANSWER' and
                        (channel, provider_message_id) in (select * from unnest($1::text[], $2::text[]))""")
                        .execute(Columns.of(named).text(ProviderId::channel).text(ProviderId::hash).tuple())
                        .invoke(rows -> rows.forEach(row -> sent.answered(
                                new ProviderId(row.getString("channel"), row.getString("provider_message_id")),
                                row.getUUID("id"))))
                        .replaceWithVoid();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static IdentifierHash hash(Row row) {
        return IdentifierHash.of(row.getString("legal_entity"), row.getBuffer("hash").getBytes());
    }
}
