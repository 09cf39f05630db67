package eu.onrecord.consent.customer;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import eu.onrecord.consent.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class SecrecyTest extends ServiceTest {
    @Test
    void nothingPersonalIsInTheDatabaseInTheClear() {
        var contact = conversation();
        contact.writes("wamid.1", "Goedemorgen");
        awaitDesk(contact, 1);
        awaitSent(contact, 1);

        for (var table : tables()) {
            rows("select t::text as found from " + table + " t")
                    .forEach(row -> assertFalse(row.contains(contact.phone().substring(1)) || row.contains("Goedemorgen")
                            || row.contains("wamid."), table));
        }
    }

    /** What waits for Kafka is in clear until Kafka has it, as it is there. */
    private List<String> tables() {
        return rows("""
                select table_name as found from information_schema.tables
                where table_schema = 'public' and table_name <> 'outbox'""");
    }

    private List<String> rows(String query) {
        return StreamSupport.stream(pool.query(query).execute().await().atMost(SOON).spliterator(), false)
                .map(row -> row.getString("found")).toList();
    }
}
