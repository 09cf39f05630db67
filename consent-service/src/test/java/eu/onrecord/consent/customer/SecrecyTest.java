package eu.onrecord.consent.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SecrecyTest extends ServiceTest {

    /** What waits for Kafka is gone in a moment: a copy of it stays, to be looked at. */
    @BeforeEach
    void copyTheOutbox() {
        sql("create table outbox_copy (like outbox)");
        sql("""
                create function copy_outbox() returns trigger language plpgsql as $$
                begin insert into outbox_copy select new.*; return new; end $$""");
        sql("create trigger copied after insert on outbox for each row execute function copy_outbox()");
    }

    @AfterEach
    void copyNoMore() {
        sql("drop function copy_outbox() cascade");
        sql("drop table outbox_copy");
    }

    @Test
    void nothingPersonalIsInTheDatabaseInTheClear() {
        var contact = conversation();
        contact.writes("wamid.1", "Goedemorgen");
        awaitDesk(contact, 1);
        awaitSent(contact, 1);
        await().atMost(SOON).until(() -> count("outbox_copy where topic = 'onrecord.chat' and key = $1",
                contact.thread().value()) >= 1);

        for (var table : rows("select table_name as found from information_schema.tables where table_schema = 'public'")) {
            for (var row : rows("select t::text as found from " + table + " t")) {
                Stream.of(contact.phone().substring(1), "Goedemorgen", "wamid.", DUTCH_NOTICE)
                        .forEach(personal -> assertFalse(row.contains(personal) || row.contains(hex(personal)), table));
            }
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    private List<String> rows(String query) {
        return StreamSupport.stream(pool.query(query).execute().await().atMost(SOON).spliterator(), false)
                .map(row -> row.getString("found")).toList();
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(SOON);
    }
}
