package eu.onrecord.consent.dossier;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.desk.DeskEvent;
import eu.onrecord.consent.desk.StructuredEvent;
import eu.onrecord.consent.evidence.Evidence;
import eu.onrecord.consent.evidence.EvidenceText;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.outbox.Publication;
import eu.onrecord.consent.relationship.Purpose;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Writes what follows from decisions into the tables that others work off. */
@ApplicationScoped
class ConsequenceStore {
    private final IdentifierVault vault;
    private final ObjectMapper json;
    private final Channels channels;

    ConsequenceStore(Channels channels, IdentifierVault vault, ObjectMapper json) {
        this.channels = channels;
        this.vault = vault;
        this.json = json;
    }

    Uni<Void> save(SqlConnection transaction, Consequences then, Instant now) {
        return silence(transaction, then).chain(() -> cancelNotices(transaction, then))
                .chain(() -> send(transaction, then.messages()))
                .chain(() -> record(transaction, then.evidence())).chain(() -> publish(transaction, then.publications()))
                .chain(() -> tell(transaction, then.deskEvents(), now)).chain(() -> suppress(transaction, then.suppressions()))
                .chain(() -> keep(transaction, then.early(), now));
    }

    private Uni<Void> silence(SqlConnection transaction, Consequences then) {
        return then.silenced().isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("""
                        update outbound_message set state = 'CANCELLED', sealed_body = null, error = 'opted-out'
                        where customer_id = any($1) and state in ('QUEUED', 'HELD') returning *""")
                        .execute(Tuple.of(then.silenced().toArray(UUID[]::new)))
                        .invoke(rows -> rows.forEach(row -> then.cancelled(Rows.message(row, vault))))
                        .replaceWithVoid();
    }

    /** One whose end nobody knows is not repeated either: what is queued in its place is. */
    private static Uni<Void> cancelNotices(SqlConnection transaction, Consequences then) {
        return then.cancelledNotices().isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery("""
                        update outbound_message set repeated = true,
                        state = case when state in ('QUEUED', 'HELD') then 'CANCELLED' else state end,
                        sealed_body = case when state in ('QUEUED', 'HELD') then null else sealed_body end,
                        error = case when state in ('QUEUED', 'HELD') then 'superseded' else error end
                        where disclosure_id = any($1) and kind = 'NOTICE'
                        and state in ('QUEUED', 'HELD', 'CLAIMED', 'UNCERTAIN')""")
                        .execute(Tuple.of(then.cancelledNotices().toArray(UUID[]::new))).replaceWithVoid();
    }

    private Uni<Void> send(SqlConnection transaction, Collection<OutboundMessage> messages) {
        return WorkStore.write(transaction, messages,
                """
                        insert into outbound_message (id, customer_id, thread, channel, business, kind, purpose, disclosure_id,
                        sealed_body, template, state, attempts, due_at, error, idempotency_key, fingerprint, created_by, created_at,
                        network) select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::uuid[], $9::bytea[], $10::bool[], $11::text[], $12::int[], $13::timestamptz[], $14::text[], $15::text[],
                        $16::bytea[], $17::text[], $18::timestamptz[], $19::text[])""",
                Columns.of(messages).uuid(it -> it.id).uuid(it -> it.customerId).text(it -> it.thread).text(it -> it.channel)
                        .text(it -> it.business).word(it -> it.kind).word(it -> it.purpose).uuid(it -> it.disclosureId)
                        .bytes(it -> vault.seal(it.body)).flag(it -> it.template).word(it -> it.state).number(it -> it.attempts)
                        .time(it -> it.dueAt).text(it -> it.error).text(it -> it.idempotencyKey).bytes(it -> it.fingerprint)
                        .text(it -> it.createdBy).time(it -> it.createdAt).word(it -> it.network).tuple());
    }

    private Uni<Void> record(SqlConnection transaction, Collection<Evidence> lines) {
        return WorkStore.write(transaction, lines,
                """
                        insert into evidence (id, legal_entity, customer_id, effect, scope, kind, purposes, occurred_at, recorded_at,
                        recorded_by, sealed) select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[],
                        $7::text[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::bytea[]) on conflict do nothing""",
                Columns.of(lines).uuid(Evidence::id).text(Evidence::legalEntity).uuid(Evidence::customer).word(Evidence::effect)
                        .text(Evidence::scope).word(it -> it.statement().kind()).text(ConsequenceStore::purposes)
                        .time(it -> it.statement().occurredAt()).time(Evidence::recordedAt).text(Evidence::recordedBy)
                        .bytes(it -> vault.seal(write(EvidenceText.of(it.statement())))).tuple());
    }

    private Uni<Void> publish(SqlConnection transaction, Collection<Publication> publications) {
        return WorkStore.write(transaction, publications,
                """
                        insert into outbox (topic, key, event_id, event_type, event_time, sealed)
                        select topic, key, id, type, time, sealed from unnest($1::text[], $2::text[], $3::uuid[], $4::text[],
                        $5::timestamptz[], $6::bytea[]) with ordinality as v (topic, key, id, type, time, sealed, place) order by place""",
                Columns.of(publications).text(Publication::topic).text(Publication::key).uuid(Publication::id)
                        .text(Publication::type).time(Publication::time).bytes(it -> vault.seal(it.data())).tuple());
    }

    /**
     * Where there is a desk that wants to hear of it. The same event again is not told again. Only the first of a customer is
     * due:
     * the last that is open is locked, so that it cannot end meanwhile and leave what comes behind it without a turn.
     */
    private Uni<Void> tell(SqlConnection transaction, Collection<DeskEvent> all, Instant now) {
        var events = all.stream().filter(it -> channels.find(it.channel()).flatMap(Channel::desk)
                .filter(desk -> desk.wants(it.type())).isPresent()).toList();
        return WorkStore.write(transaction, events, """
                with news as materialized (select v.*, row_number() over (partition by customer, channel order by place) as nth
                from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::timestamptz[])
                with ordinality as v (id, customer, channel, sealed, now, place)
                where not exists (select 1 from desk_event e where e.event_id = v.id)),
                waiting as materialized (select n.customer, n.channel from news n cross join lateral (select d.id
                from desk_event d where d.customer_id = n.customer and d.channel = n.channel and d.open
                order by d.id desc limit 1 for update) last where n.nth = 1)
                insert into desk_event (event_id, customer_id, channel, sealed, due_at, created_at)
                select id, customer, channel, sealed,
                case when nth = 1 and (customer, channel) not in (select customer, channel from waiting) then now
                else 'infinity' end, now from news order by place
                on conflict (event_id) do nothing""",
                Columns.of(events).uuid(DeskEvent::id).uuid(DeskEvent::customer).text(DeskEvent::channel)
                        .bytes(it -> vault.seal(write(StructuredEvent.of(it, now)))).time(it -> now).tuple());
    }

    /** The stricter stays, and the earlier time. */
    private static Uni<Void> suppress(SqlConnection transaction, Collection<Suppression> suppressions) {
        return WorkStore.write(transaction, suppressions, """
                insert into suppression (legal_entity, hash, scope, since)
                select legal_entity, hash, min(scope), min(since)
                from unnest($1::text[], $2::bytea[], $3::text[], $4::timestamptz[]) as v (legal_entity, hash, scope, since)
                group by legal_entity, hash
                on conflict (legal_entity, hash) do update set scope = least(suppression.scope, excluded.scope),
                since = least(suppression.since, excluded.since)""",
                Columns.of(suppressions).text(it -> it.identifier().legalEntity()).bytes(it -> it.identifier().bytes())
                        .text(Suppression::scope).time(Suppression::since).tuple());
    }

    private Uni<Void> keep(SqlConnection transaction, Collection<Told> early, Instant now) {
        return WorkStore.write(transaction, early, """
                insert into early_status (event_id, channel, provider_message_id, state, error, at, kept_at)
                select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                $7::timestamptz[]) on conflict do nothing""",
                Columns.of(early).uuid(Told::id).text(Told::channel).text(it -> vault.fingerprintOf(it.messageId()))
                        .word(Told::state).text(Told::error)
                        .time(Told::at).time(it -> now).tuple());
    }

    private static String purposes(Evidence line) {
        return line.statement().purposes().stream().map(Purpose::word).sorted().collect(Collectors.joining(","));
    }

    private String write(Object value) {
        try {
            return new String(json.writeValueAsBytes(value), StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
