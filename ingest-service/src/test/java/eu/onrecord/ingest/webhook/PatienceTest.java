package eu.onrecord.ingest.webhook;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import eu.onrecord.ingest.webhook.Patience.Waiting;
import io.vertx.core.Vertx;

class PatienceTest {
    private static final Duration LIMIT = Duration.ofMillis(10);
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();
    private final Patience patience = new Patience(LIMIT);
    private final List<String> givenUp = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void whatTakesTooLongIsGivenUpInItsOrderAndWhatEndedInTimeIsNot() {
        var ended = waiting("ended");
        vertx.runOnContext(loop -> {
            patience.watch(vertx, ended);
            patience.watch(vertx, waiting("first"));
            patience.watch(vertx, waiting("second"));
            patience.forget(ended);
        });

        await().atMost(BOUND).untilAsserted(() -> assertEquals(List.of("first", "second"), givenUp));
    }

    private Waiting waiting(String name) {
        var began = System.nanoTime();
        return new Waiting() {
            @Override
            public long sinceNanos() {
                return began;
            }

            @Override
            public void giveUp() {
                givenUp.add(name);
                patience.forget(this);
            }
        };
    }
}
