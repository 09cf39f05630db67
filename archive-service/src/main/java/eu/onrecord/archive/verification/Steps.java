package eu.onrecord.archive.verification;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * How often a run went on, counted in the other database: whoever puts back what stood of a run before, however well it was
 * signed then, has it begin anew.
 */
@ApplicationScoped
class Steps {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool keys;

    Steps(@ReactiveDataSource("keys") Pool keys) {
        this.keys = keys;
    }

    /** The number of the step that is taken now: no other has it. */
    long next() {
        return keys.query("""
                insert into verification_step (step) values (1)
                on conflict (id) do update set step = verification_step.step + 1 returning step""").execute().await()
                .atMost(PATIENCE).iterator().next().getLong("step");
    }

    /** The number of the last step; 0 where none was taken. */
    long last() {
        var rows = keys.query("select step from verification_step").execute().await().atMost(PATIENCE).iterator();
        return rows.hasNext() ? rows.next().getLong("step") : 0;
    }
}
