package eu.onrecord.archive.act;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.record.Records;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;

/** Who looked at what is as much a record as what was said. */
@QuarkusTest
class ActsTest extends ArchiveTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    @Inject
    Records records;

    @Test
    void anActSaysWhoDidWhatWithWhichConversationAndHowMuch() throws Exception {
        send(text(thread, "wamid.1", "Goedemorgen"));
        send(disclosure(thread, "delivered"));
        var id = conversation("released");

        transcript(id).statusCode(200);
        var read = last();
        search("released").statusCode(200);
        var searched = last();

        assertEquals("read complaint example-nl done [\"" + id + "\"]", told(read));
        assertEquals("arthur", read.at("/who/sub").asText());
        assertEquals(false, read.at("/who/iss").asText().isBlank());
        assertEquals("[{\"of\":\"entries\",\"number\":2}]", read.path("counts").toString());
        assertEquals("searched search example-nl done ", told(searched));
        assertEquals("[{\"of\":\"conversations\",\"number\":1}]", searched.path("counts").toString());
    }

    @Test
    void whatIsRefusedIsAnActToo() throws Exception {
        send(text(thread, "wamid.1", "Goedemorgen"));
        var pending = conversation("pending");

        transcript(pending).statusCode(409);
        assertEquals("read complaint example-nl refused [\"" + pending + "\"]", told(last()));

        var nobodys = UUID.randomUUID();
        transcript(nobodys.toString()).statusCode(404);
        assertEquals("read complaint - refused [\"" + nobodys + "\"]", told(last("acts/-")));
    }

    private static String told(JsonNode act) {
        return act.path("what").asText() + " " + act.path("purpose").asText() + " " + act.path("legalEntity").asText() + " "
                + act.path("outcome").asText() + " " + (act.has("ids") ? act.path("ids") : "");
    }

    private JsonNode last() throws Exception {
        return last("acts/example-nl");
    }

    private JsonNode last(String scope) throws Exception {
        var id = pool
                .preparedQuery("select id from record where scope = $1 order by occurred_at desc, recorded_at desc limit 1")
                .execute(Tuple.of(scope)).await().atMost(SOON).iterator().next().getUUID("id");
        return JSON.readTree(records.again(List.of(id)).await().atMost(Duration.ofSeconds(5)).get(0).item().value());
    }
}
