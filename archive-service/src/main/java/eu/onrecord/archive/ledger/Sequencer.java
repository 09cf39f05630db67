package eu.onrecord.archive.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import eu.onrecord.archive.lane.Lanes;
import eu.onrecord.tlog.Policy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

/** Keeps the ledger beside all else that this pod does. */
@ApplicationScoped
class Sequencer {
    private static final Duration PACE = Duration.ofMillis(250);

    private final Keeper keeper;
    private final Lanes lanes;
    private final Vertx vertx;

    Sequencer(Pool pool, Store store, @Identifier("default-kafka-broker") Map<String, Object> kafka, LedgerKeys keys,
            Policy policy, Lanes lanes, Vertx vertx, Clock clock, MeterRegistry registry) {
        this.keeper = new Keeper(pool, store, kafka, keys, Witnesses.of(policy, keys, clock), clock);
        this.lanes = lanes;
        this.vertx = vertx;
        Gauge.builder("onrecord.ledger.refused", keeper, it -> it.refusal().isPresent() ? 1 : 0)
                .description("1 where this pod signs no head because it could become a second history").register(registry);
        Gauge.builder("onrecord.ledger.head.overdue.seconds", keeper, it -> it.overdue().toMillis() / 1e3)
                .description("for how long this pod should have shown a head, and has not").register(registry);
        Gauge.builder("onrecord.ledger.witnesses.silent", keeper, Keeper::silentWitnesses)
                .description("witnesses that did not answer when this pod asked them last").register(registry);
    }

    void start(@Observes StartupEvent event) {
        lanes.start("The ledger", PACE, this::turn);
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.executeBlocking(() -> {
            keeper.end();
            return null;
        }, true).await().atMost(Duration.ofSeconds(5));
    }

    Optional<Refusal> refusal() {
        return keeper.refusal();
    }

    private Uni<Void> turn() {
        return vertx.executeBlocking(() -> {
            keeper.turn();
            return null;
        }, true);
    }
}
