package eu.onrecord.archive.verification;

import java.time.Duration;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Of those who look through everything only one does so at a time, whichever pod or job it is. */
@ApplicationScoped
public class OneAtATime {
    private static final long LOCK = 0x7665_7269_6679L;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;

    OneAtATime(Pool pool) {
        this.pool = pool;
    }

    /** Somebody else is at it. */
    public static final class BusyException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private BusyException() {
            super("the archive is being looked through already");
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
            return work.get();
        } finally {
            connection.query("select pg_advisory_unlock_all()").execute().chain(connection::close).await().atMost(PATIENCE);
        }
    }
}
