package eu.onrecord.local.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Fills an archive as years do, by bulk SQL: conversations with a record each, of which nothing is really sealed. What it adds
 * is
 * marked: its legal entity is {@code aged}, its records' key is one that was destroyed.
 */
final class AgedArchive {
    private static final int AT_ONCE = 100_000;
    private static final String ID = "('a9ed0000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid";
    private static final String KEY = "'a9ed0000-0000-4000-8000-ffffffffffff'::uuid";
    /** Five years, one after the other. */
    private static final String AT = "date_trunc('milliseconds', timestamptz '2021-01-01' + g * interval '157 seconds' / (%d / 1000000.0))";

    private AgedArchive() {
    }

    /** @param conversations how many */
    static void fill(Connection archive, Connection keys, int conversations) throws SQLException {
        execute(keys, "insert into key_encryption_key (id, legal_entity, year, master_id, wrapped, created_at) values (" + KEY
                + ", 'aged', 2021, 'aged', '', now()) on conflict do nothing");
        execute(keys,
                "insert into data_key (id, scope, month, key_encryption_key_id, created_at, destroyed_at, certificate) values ("
                        + KEY + ", 'aged', '2021-01-01', " + KEY + ", now(), now(), " + KEY + ") on conflict do nothing");
        for (var first = 1; first <= conversations; first += AT_ONCE) {
            var series = " from generate_series(%d, %d) g".formatted(first, Math.min(conversations, first + AT_ONCE - 1));
            for (var statement : statements(AT.formatted(conversations))) {
                execute(archive, statement + series);
            }
        }
        execute(archive, "vacuum analyze");
        execute(archive, "checkpoint");
    }

    private static List<String> statements(String at) {
        var thread = "md5('thread' || g)";
        var hash = "sha256(('aged' || g)::bytea)";
        var sealed = "decode(repeat(md5(random()::text || g), 22), 'hex')";
        return List.of(
                "insert into record (id, occurred_at, event_hash, scope, thread, type, source, time, content_type, legal_entity, channel,"
                        + " recorded_at, commitment, understood, origin_topic, origin_partition, origin_offset) select " + ID
                        + ", " + at
                        + ", substring(" + hash + " for 16), " + thread + ", " + thread
                        + ", 'eu.onrecord.chat.message.v1', '/onrecord/ingest-service', '2021-01-01T00:00:00Z', 'application/json',"
                        + " 'aged', 'whatsapp-nl', " + at + ", " + hash + ", true, 'onrecord.chat', g % 48, g",
                "insert into sealed_content (record_id, occurred_at, generation, key_id, sealed) select " + ID + ", " + at
                        + ", 1, "
                        + KEY + ", " + sealed,
                "insert into conversation (id, legal_entity, channel, state, opened_at, last_at) select " + ID
                        + ", 'aged', 'whatsapp-nl', 'RELEASED', " + at + ", date_trunc('hour', " + at + ")",
                "insert into conversation_thread (thread, legal_entity, conversation_id) select " + thread + ", 'aged', " + ID,
                "insert into conversation_identifier (legal_entity, hash, conversation_id) select 'aged', " + hash + ", " + ID,
                "insert into mention (hash, role, record_id, occurred_at, recorded_at, scope) select " + hash + ", 'IS', " + ID
                        + ", "
                        + at + ", " + at + ", " + thread,
                "insert into leaf (index, commitment) select -g, " + hash);
    }

    /** How much of the topics was read. */
    static long read(Connection archive) throws SQLException {
        try (var sql = archive.createStatement();
                var found = sql.executeQuery(
                        "select coalesce(sum(next_offset), 0) from intake_position where topic in ('onrecord.chat', 'onrecord.consent')")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
