package eu.onrecord.archive.media;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;

/** The threads that wait for the store of files: however slow it is, what is recorded does not wait for it. */
@ApplicationScoped
class FileThreads {
    private static final int THREADS = 20;

    private final WorkerExecutor executor;

    FileThreads(Vertx vertx) {
        executor = vertx.createSharedWorkerExecutor("files", THREADS);
    }

    /** On one of them; fails with what it throws. */
    <T> Uni<T> run(Callable<T> work) {
        return executor.executeBlocking(work, false);
    }
}
