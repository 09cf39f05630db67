package eu.onrecord.archive.verification;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.database.DatabaseConfig;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Of those who look through everything only one does so at a time, whichever pod or job it is. */
@ApplicationScoped
public class OneAtATime {
    private static final long LOCK = 0x7665_7269_6679L;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    /** So many times it is heard of within the longest silence. */
    private static final int SIGNS = 4;

    private final Pool pool;
    private final DatabaseConfig config;

    OneAtATime(Pool pool, DatabaseConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Somebody else is at it. */
    public static final class BusyException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private BusyException() {
            super("the archive is being looked through already");
        }
    }

    /**
     * However long it takes: a connection of which nothing is heard for a while is taken for dead, and others would have its
     * turn.
     */
    private <T> T alone(SqlConnection connection, Supplier<T> work) {
        var lost = new AtomicBoolean();
        var signs = Multi.createFrom().ticks().startingAfter(AT_ONCE).every(config.longestSilence().dividedBy(SIGNS))
                .onOverflow().drop()
                .subscribe().with(tick -> connection.query("select 1").execute().subscribe().with(alive -> {
                }, gone -> lost.set(true)));
        try {
            var done = work.get();
            if (lost.get()) {
                throw new IllegalStateException("somebody else may have been at it, too: the database was away");
            }
            return done;
        } finally {
            signs.cancel();
        }
    }

    /**
     * Does it alone. On a thread that may wait.
     *
     * @throws BusyException if somebody else does something
     */
    public <T> T run(Supplier<T> work) {
        var connection = pool.getConnection().await().atMost(PATIENCE);
        try {
            if (!connection.preparedQuery("select pg_try_advisory_lock($1) as mine").execute(Tuple.of(LOCK)).await()
                    .atMost(PATIENCE).iterator().next().getBoolean("mine")) {
                throw new BusyException();
            }
            return alone(connection, work);
        } finally {
            // one that is gone has let go of it already
            connection.query("select pg_advisory_unlock_all()").execute().onFailure().recoverWithNull()
                    .chain(connection::close).onFailure().recoverWithNull().await().atMost(PATIENCE);
        }
    }
}
