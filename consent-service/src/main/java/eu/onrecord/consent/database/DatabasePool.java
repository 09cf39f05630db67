package eu.onrecord.consent.database;

import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;

/**
 * A pool whose connections may die without a word, as they do when a firewall or a failover forgets them: whoever waits for an
 * answer is told, and their place in the pool is free again. Nothing in Quarkus' own settings does that: a place would be lost
 * for good. A password that a credentials provider changes is read at start only.
 */
@Singleton
class DatabasePool implements PgPoolCreator {
    private final DatabaseConfig config;

    DatabasePool(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        var servers = input.pgConnectOptionsList();
        servers.forEach(server -> server.setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.longestSilence().toMillis())));
        return PgBuilder.pool().with(input.poolOptions()).connectingTo(List.copyOf(servers)).using(input.vertx()).build();
    }
}
