package eu.onrecord.archive.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.record.Records;
import eu.onrecord.contract.act.Act;
import eu.onrecord.contract.act.Act.Actor;
import eu.onrecord.contract.act.Act.Count;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;

/** What others do with what is kept becomes a record like what is said, once, and of no customer. */
@QuarkusTest
class ActsOfOthersTest extends ArchiveTest {
    private final String entity = "entity-" + UUID.randomUUID();
    @Inject
    Records records;

    @Test
    void anActOfAnotherServiceIsARecordOfItsLegalEntitysActs() {
        var id = UUID.randomUUID();
        send(id, "/onrecord/consent-service", act());
        send(id, "/onrecord/consent-service", act());
        send(UUID.randomUUID(), "/onrecord/consent-service", act());

        await().atMost(SOON).until(() -> recorded() == 2);

        var row = pool.preparedQuery("select * from record where scope = $1 order by origin_offset limit 1")
                .execute(Tuple.of("acts/" + entity)).await().atMost(SOON).iterator().next();
        assertEquals(true, row.getBoolean("understood"));
        assertEquals(null, row.getString("thread"));
        assertEquals(entity, row.getString("legal_entity"));
        assertArrayEquals(EventCodec.dataOf(act()),
                records.again(List.of(row.getUUID("id"))).await().atMost(Duration.ofSeconds(5)).get(0).item().value());
        assertEquals(0, count("following f join record r on r.id = f.record_id where r.scope = $1", "acts/" + entity));
    }

    @Test
    void whatTheArchiveDidItselfIsNotRecordedAgain() {
        send(UUID.randomUUID(), Acts.SOURCE, act());
        send(UUID.randomUUID(), "/onrecord/consent-service", act());

        await().atMost(SOON).until(() -> recorded() == 1);
        assertEquals(0, count("record where scope = $1 and source = $2", "acts/" + entity, Acts.SOURCE));
    }

    @Test
    void anActOfTomorrowIsKeptAndNotUnderstood() {
        send(Topic.ACTS, entity, Map.of("ce_id", UUID.randomUUID().toString().getBytes(UTF_8), "ce_type",
                "eu.onrecord.act.dreamt.v1".getBytes(UTF_8)),
                ("{\"what\":\"dreamt\",\"legalEntity\":\"" + entity + "\"}").getBytes(UTF_8));

        await().atMost(SOON).until(() -> recorded() == 1);
        assertEquals(1, count("record where scope = $1 and not understood", "acts/" + entity));
    }

    private long recorded() {
        return count("record where scope = $1", "acts/" + entity);
    }

    private Act act() {
        return new Act(new Actor("https://id.example.org", "s1", "service-desk"), Deed.CAUGHT_UP, "service", entity, List.of(),
                List.of(new Count("events", 3)), Outcome.DONE, Instant.parse("2026-03-01T10:00:00Z"));
    }

    private void send(UUID id, String source, Act act) {
        producer.send(EventCodec.write(Topic.ACTS, new Envelope<>(id, act.what().eventType(), URI.create(source),
                Instant.parse("2026-03-01T10:00:00Z"), act.legalEntity(), act)));
    }
}
