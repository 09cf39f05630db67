package eu.onrecord.archive.database;

import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;

/**
 * Pools whose connections may die without a word, as they do when a firewall or a failover forgets them: whoever waits for an
 * answer is told, and begins again. Nothing in Quarkus' own settings does that: reading would stand still for good.
 */
final class DatabasePools {
    private DatabasePools() {
    }

    @Produces
    @Singleton
    static PgPoolCreator ofRecords(DatabaseConfig config) {
        return of(config);
    }

    @Produces
    @Singleton
    @ReactiveDataSource("keys")
    static PgPoolCreator ofKeys(DatabaseConfig config) {
        return of(config);
    }

    private static PgPoolCreator of(DatabaseConfig config) {
        var silenceMillis = Math.toIntExact(config.longestSilence().toMillis());
        return input -> {
            var servers = input.pgConnectOptionsList();
            servers.forEach(server -> server.setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setIdleTimeout(silenceMillis));
            return PgBuilder.pool().with(input.poolOptions()).connectingTo(List.copyOf(servers)).using(input.vertx()).build();
        };
    }
}
