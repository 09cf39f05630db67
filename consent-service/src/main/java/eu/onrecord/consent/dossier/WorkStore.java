package eu.onrecord.consent.dossier;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.batch.Columns;
import eu.onrecord.consent.batch.InTurn;
import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.IdentifierHash;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.dossier.Dossiers.NewIdentifier;
import eu.onrecord.consent.message.OutboundMessage;
import eu.onrecord.consent.relationship.Relationship;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Saves what work changed, and what follows from it: a statement for each table that is concerned, and none for the others. */
@ApplicationScoped
public class WorkStore {
    private final IdentifierVault vault;
    private final ConsequenceStore consequences;
    private final Channels channels;

    WorkStore(IdentifierVault vault, ConsequenceStore consequences, Channels channels) {
        this.vault = vault;
        this.channels = channels;
        this.consequences = consequences;
    }

    /**
     * In the transaction in which the work was loaded.
     *
     * @return fails if another transaction has made one of the new customers first: then all of it is to be done again
     */
    public Uni<Void> save(SqlConnection transaction, Work work) {
        var dossiers = work.dossiers();
        var all = dossiers.all();
        var created = all.stream().filter(Dossier::isNew).toList();
        work.age(channels.clocksByLegalEntity());
        work.useCurrentCustomers();
        work.publishHandedOver();
        work.publishLinks();
        dossiers.left().forEach(work.then()::suppress);
        dossiers.combined().forEach(work.then()::changed);
        return insertCustomers(transaction, dossiers.opened())
                .chain(() -> insertRelationships(transaction, created))
                .chain(() -> merge(transaction, dossiers))
                .chain(() -> freeIdentifiers(transaction, dossiers))
                .chain(() -> insertIdentifiers(transaction, dossiers.newIdentifiers()))
                .chain(() -> separateIdentifiers(transaction, dossiers))
                .chain(() -> spellIdentifiers(transaction, dossiers.spelled()))
                .chain(() -> updateCustomers(transaction, all.stream().filter(Dossier::customerChanged).toList()))
                .chain(() -> updateRelationships(transaction,
                        all.stream().filter(Dossier::relationshipChanged).map(Dossier::relationship).toList()))
                .chain(() -> saveThreads(transaction, dossiers.changedThreads()))
                .chain(() -> suppress(transaction, dossiers, all))
                .chain(() -> saveDisclosures(transaction, work.then()))
                .chain(() -> updateMessages(transaction, work.then().changedMessages()))
                .chain(() -> consequences.save(transaction, work.then(), work.now()));
    }

    private static Uni<Void> insertCustomers(SqlConnection transaction, List<Dossier> created) {
        return write(transaction, created, """
                insert into customer (id, legal_entity, created_at, language, merged_into, revision)
                select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::uuid[], $6::bigint[])""",
                Columns.of(created).uuid(Dossier::id).text(it -> it.customer().legalEntity)
                        .time(it -> it.customer().createdAt).text(it -> it.customer().language)
                        .uuid(it -> it.customer().mergedInto).count(it -> it.customer().revision).tuple());
    }

    private static Uni<Void> insertRelationships(SqlConnection transaction, List<Dossier> created) {
        return write(transaction, created, "insert into relationship (" + RelationshipColumns.NAMES + ") select * from unnest("
                + RelationshipColumns.PARAMETERS + ")",
                RelationshipColumns.of(created.stream().map(Dossier::relationship).toList()));
    }

    private static Uni<Void> updateRelationships(SqlConnection transaction, List<Relationship> changed) {
        return write(transaction, changed, "update relationship r set " + RelationshipColumns.ASSIGNMENTS + " from unnest("
                + RelationshipColumns.PARAMETERS + ") as v (" + RelationshipColumns.NAMES
                + ") where r.customer_id = v.customer_id", RelationshipColumns.of(changed));
    }

    private static Uni<Void> updateCustomers(SqlConnection transaction, List<Dossier> changed) {
        return write(transaction, changed, """
                update customer c set language = v.language, revision = v.revision
                from unnest($1::uuid[], $2::text[], $3::bigint[]) as v (id, language, revision) where c.id = v.id""",
                Columns.of(changed).uuid(Dossier::id).text(it -> it.customer().language).count(it -> it.customer().revision)
                        .tuple());
    }

    private Uni<Void> insertIdentifiers(SqlConnection transaction, List<NewIdentifier> added) {
        return write(transaction, added, """
                insert into customer_identifier (legal_entity, hash, customer_id, kind, sealed, known_since)
                select * from unnest($1::text[], $2::bytea[], $3::uuid[], $4::text[], $5::bytea[], $6::timestamptz[])""",
                Columns.of(added).text(it -> it.hash().legalEntity()).bytes(it -> it.hash().bytes()).uuid(it -> it.owner().id())
                        .word(it -> it.identifier().kind()).bytes(it -> vault.seal(it.identifier().value()))
                        .time(NewIdentifier::since)
                        .tuple());
    }

    /** What was somebody's until now, and is no more: theirs, or that of whoever had it before. */
    private static Uni<Void> freeIdentifiers(SqlConnection transaction, Dossiers dossiers) {
        return write(transaction, dossiers.freed(),
                """
                        delete from customer_identifier where (legal_entity, hash) in (select * from unnest($1::text[], $2::bytea[]))""",
                Columns.of(dossiers.freed()).text(IdentifierHash::legalEntity).bytes(IdentifierHash::bytes).tuple());
    }

    private static Uni<Void> separateIdentifiers(SqlConnection transaction, Dossiers dossiers) {
        return InTurn.each(dossiers.separated(), it -> write(transaction, it.identifiers(), """
                update customer_identifier set customer_id = $3
                where (legal_entity, hash) in (select * from unnest($1::text[], $2::bytea[]))""",
                Columns.of(it.identifiers()).text(IdentifierHash::legalEntity).bytes(IdentifierHash::bytes).tuple()
                        .addValue(it.holder().id())));
    }

    /** A number is written to as the provider writes it, whoever told it first. */
    private Uni<Void> spellIdentifiers(SqlConnection transaction, List<Dossiers.Spelled> spelled) {
        return write(transaction, spelled, """
                update customer_identifier i set sealed = v.sealed from unnest($1::text[], $2::bytea[], $3::bytea[])
                as v (legal_entity, hash, sealed) where i.legal_entity = v.legal_entity and i.hash = v.hash""",
                Columns.of(spelled).text(it -> it.hash().legalEntity()).bytes(it -> it.hash().bytes())
                        .bytes(it -> vault.seal(it.identifier().value())).tuple());
    }

    private static Uni<Void> saveThreads(SqlConnection transaction, Collection<ChatThread> changed) {
        return write(transaction, changed, """
                insert into thread (id, customer_id, channel, business, last_inbound_at, heard_by, network, known_as)
                select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::bytea[], $7::text[],
                $8::bytea[])
                on conflict (id) do update set customer_id = excluded.customer_id,
                last_inbound_at = excluded.last_inbound_at, heard_by = excluded.heard_by, network = excluded.network,
                known_as = excluded.known_as""",
                Columns.of(changed).text(it -> it.id).uuid(it -> it.customerId).text(it -> it.channel).text(it -> it.business)
                        .time(it -> it.lastInboundAt).bytes(it -> it.heardBy).word(it -> it.network).bytes(it -> it.knownAs)
                        .tuple());
    }

    private static Uni<Void> merge(SqlConnection transaction, Dossiers dossiers) {
        return InTurn.each(dossiers.merged(), merged -> InTurn.each(Merging.STATEMENTS,
                statement -> transaction.preparedQuery(statement).execute(Tuple.of(merged.kept().id(), merged.gone().id()))
                        .replaceWithVoid()));
    }

    /**
     * By keyed hashes alone, so that it survives an erasure; an opt-in takes it back. Whoever was found to be one binds all
     * that
     * either was known by.
     */
    private static Uni<Void> suppress(SqlConnection transaction, Dossiers dossiers, Collection<Dossier> all) {
        var owners = dossiers.newIdentifiers().stream().map(NewIdentifier::owner).toList();
        var merged = dossiers.merged().stream().map(Dossiers.Merged::kept).toList();
        var concerned = all.stream().filter(it -> it.optOutChanged() || owners.contains(it) || merged.contains(it))
                .toArray(Dossier[]::new);
        if (concerned.length == 0) {
            return Uni.createFrom().voidItem();
        }
        var ids = List.of(concerned).stream().map(Dossier::id).toArray(UUID[]::new);
        return transaction.preparedQuery("""
                insert into suppression (legal_entity, hash, scope, since)
                select i.legal_entity, i.hash, r.opt_out, r.opted_out_at
                from customer_identifier i join relationship r on r.customer_id = i.customer_id
                where i.customer_id = any($1) and r.opt_out <> 'NONE'
                on conflict (legal_entity, hash) do update set scope = excluded.scope, since = excluded.since""")
                .execute(Tuple.of(ids))
                .chain(() -> transaction.preparedQuery("""
                        delete from suppression s using customer_identifier i, relationship r
                        where i.customer_id = any($1) and r.customer_id = i.customer_id and r.opt_out = 'NONE'
                        and s.legal_entity = i.legal_entity and s.hash = i.hash""").execute(Tuple.of(ids)))
                .replaceWithVoid();
    }

    private static Uni<Void> saveDisclosures(SqlConnection transaction, Consequences then) {
        return write(transaction, then.disclosures(), """
                insert into disclosure (id, customer_id, channel, business, notice_version, language, occasion, opening, thread,
                state, evidence, created_at, changed_at, notice_hash, purpose, retention, retention_from, tries)
                select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::int[], $9::text[], $10::text[], $11::uuid[], $12::timestamptz[], $13::timestamptz[], $14::text[],
                $15::text[], $16::text[], $17::text[], $18::int[])""",
                Columns.of(then.disclosures()).uuid(it -> it.id).uuid(it -> it.customerId).text(it -> it.channel)
                        .text(it -> it.business).text(it -> it.noticeVersion).text(it -> it.language).text(it -> it.occasion)
                        .number(it -> it.opening).text(it -> it.thread).word(it -> it.state).uuid(it -> it.evidence)
                        .time(it -> it.createdAt).time(it -> it.changedAt).text(it -> it.noticeHash).text(it -> it.purpose)
                        .text(it -> it.retention).word(it -> it.retentionFrom).number(it -> it.tries).tuple())
                .chain(() -> updateDisclosures(transaction, then.changedDisclosures()));
    }

    private static Uni<Void> updateDisclosures(SqlConnection transaction, Collection<Disclosure> changed) {
        return write(transaction, changed, """
                update disclosure d set state = v.state, evidence = v.evidence, thread = v.thread, changed_at = v.changed_at,
                notice_hash = v.notice_hash, purpose = v.purpose, retention = v.retention, retention_from = v.retention_from,
                tries = v.tries
                from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::int[])
                as v (id, state, evidence, thread, changed_at, notice_hash, purpose, retention, retention_from, tries)
                where d.id = v.id""",
                Columns.of(changed).uuid(it -> it.id).word(it -> it.state).uuid(it -> it.evidence).text(it -> it.thread)
                        .time(it -> it.changedAt).text(it -> it.noticeHash).text(it -> it.purpose).text(it -> it.retention)
                        .word(it -> it.retentionFrom).number(it -> it.tries).tuple());
    }

    private Uni<Void> updateMessages(SqlConnection transaction, Collection<OutboundMessage> changed) {
        return write(transaction, changed,
                """
                        update outbound_message m set state = v.state, provider_message_id = v.provider_message_id, error = v.error,
                        sealed_body = v.body, due_at = v.due_at, disclosure_id = v.disclosure_id, answered = v.answered,
                        sealed_provider_id = v.provider_id, attempts = v.attempts
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::timestamptz[], $7::uuid[],
                        $8::bool[], $9::bytea[], $10::int[])
                        as v (id, state, provider_message_id, error, body, due_at, disclosure_id, answered, provider_id,
                        attempts)
                        where m.id = v.id""",
                Columns.of(changed).uuid(it -> it.id).word(it -> it.state).text(it -> it.providerMessageId)
                        .text(it -> it.error).bytes(it -> sealed(it.body)).time(it -> it.dueAt).uuid(it -> it.disclosureId)
                        .flag(it -> it.answered).bytes(it -> sealed(it.body == null ? null : it.providerId))
                        .number(it -> it.attempts)
                        .tuple());
    }

    private byte[] sealed(String text) {
        return text == null ? null : vault.seal(text);
    }

    static Uni<Void> write(SqlConnection transaction, Collection<?> rows, String sql, Tuple parameters) {
        return rows.isEmpty() ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }
}
