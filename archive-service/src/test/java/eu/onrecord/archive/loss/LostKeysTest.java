package eu.onrecord.archive.loss;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.QuickVerification;
import eu.onrecord.archive.verification.Verification;
import eu.onrecord.contract.chat.Kind;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;

/** The keys' database is of an hour ago: what its lost keys sealed is recorded anew, with a report, and nothing is wrong. */
@QuarkusTest
@TestProfile(LostKeysTest.OnItsOwn.class)
class LostKeysTest extends ArchiveTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    @Inject
    @ReactiveDataSource("keys")
    Pool keys;
    @Inject
    Reaper reaper;
    @Inject
    Verification verification;

    /** With a database of its own: it takes away every key. */
    public static class OnItsOwn extends QuickVerification {
    }

    @Test
    void whatLostItsKeyIsRecordedAnew() {
        send(text(thread, "wamid.1", "voor de ramp"));
        send(marked(Kind.REACTION, Instant.now(), "wamid.1", "\uD83D\uDC4D"));
        send(disclosure(thread, "delivered"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 3);
        var id = conversation("released");
        transcript(id).statusCode(200).body("entries.text", hasItem("voor de ramp"));
        await().atMost(LONG).until(() -> count("key_clock") == 1 && count("following") == 0);

        keysGoBack();
        await().atMost(LONG).until(() -> count("lost_report l join record r on r.id = l.record_id where r.thread = $1"
                + " and l.state = 'THERE'", thread.value()) == 3);
        transcript(id).statusCode(200).body("entries.notRead.reason", hasItem("key-lost"));
        // who was searched for came from no topic
        assertEquals(0, count("lost_report where state = 'THERE' and origin_topic is null"));

        assertEquals(3, reaper.run());
        await().atMost(LONG).until(() -> count("lost_report where state = 'RECORDED'") == 3);
        await().atMost(LONG).untilAsserted(() -> transcript(conversation("released")).statusCode(200)
                .body("entries.text", hasItem("voor de ramp")).body("entries.notRead.reason.findAll { it != null }", hasSize(0))
                .body("entries.reactions.flatten().findAll { it != null }", hasSize(1)));
        assertEquals(3, count("record where thread = $1", thread.value()));
        assertEquals(0, reaper.run());

        await().atMost(LONG).until(() -> count("leaf_queue") == 0 && count("following") == 0);
        await().atMost(LONG).untilAsserted(() -> assertEquals(List.of(), verification.run(true, progress -> {
        })));
    }

    @Test
    void whatComesMeanwhileIsKept() {
        send(text(thread, "wamid.1", "eerst"));
        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 1 && count("key_clock") == 1);
        keysGoBack();
        send(text(thread, "wamid.2", "daarna"));

        await().atMost(LONG).until(() -> count("record where thread = $1", thread.value()) == 2);
        await().atMost(LONG).until(() -> count("lost_report l join record r on r.id = l.record_id where r.thread = $1",
                thread.value()) == 1);
    }

    /** As from a backup: also the keys that wrap the others are gone. */
    private void keysGoBack() {
        run("delete from data_key where created_at > now() - interval '1 hour'");
        run("delete from key_encryption_key");
        run("update clock set written_at = now() - interval '1 hour'");
    }

    private void run(String statement) {
        keys.query(statement).execute().await().atMost(SOON);
    }
}
