package eu.onrecord.consent.lane;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.interceptor.InvocationContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

@Timeout(30)
class JobsUnderWayTest {
    private final JobsUnderWay jobs = new JobsUnderWay();

    @Test
    void aShutdownWaitsForWhatIsUnderWayAndLetsNothingElseBegin() {
        assertTrue(jobs.begin());
        var shutdown = CompletableFuture.runAsync(this::stop);

        await().until(() -> !begins());
        assertFalse(shutdown.isDone());
        jobs.end();

        shutdown.join();
        assertFalse(jobs.begin());
    }

    @Test
    void aShutdownWithNothingUnderWayIsDoneAtOnce() {
        assertTrue(jobs.begin());
        jobs.end();

        stop();

        assertFalse(jobs.begin());
    }

    /** What was not let begin is not waited for, however close it came. */
    @Test
    void aJobThatComesAtTheSameMomentIsEitherWaitedForOrNotBegun() {
        for (var round = 0; round < 2000; round++) {
            var raced = new JobsUnderWay();
            var job = CompletableFuture.runAsync(() -> {
                for (var begun = raced.begin(); begun; begun = raced.begin()) {
                    raced.end();
                }
            });
            var begun = System.nanoTime();

            stop(raced);
            job.join();

            assertTrue(System.nanoTime() - begun < 2_000_000_000L, "a job that did not begin was waited for");
        }
    }

    /** A class that is missing, or a job that gives nothing: neither is waited for afterwards. */
    @Test
    void aJobIsDoneHoweverItEnds() {
        for (Callable<Object> work : List.<Callable<Object>> of(() -> {
            throw new NoClassDefFoundError("x");
        }, () -> null, () -> {
            throw new IllegalStateException("x");
        }, () -> Uni.createFrom().failure(new IllegalStateException("x")))) {
            var done = new JobsUnderWay();
            var job = (Uni<?>) assertDoesNotThrow(() -> new UntilShutdownInterceptor(done).run(new Job(work)));
            assertThrows(Throwable.class, () -> job.await().indefinitely());
            var begun = System.nanoTime();

            stop(done);

            assertTrue(System.nanoTime() - begun < 2_000_000_000L, "what has ended was waited for");
        }
    }

    /** What the scheduler calls. */
    record Job(Callable<Object> work) implements InvocationContext {
        Uni<Void> method() {
            return null;
        }

        @Override
        public Object proceed() throws Exception {
            return work.call();
        }

        @Override
        public Method getMethod() {
            try {
                return Job.class.getDeclaredMethod("method");
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public Object getTarget() {
            return this;
        }

        @Override
        public Object getTimer() {
            return null;
        }

        @Override
        public Constructor<?> getConstructor() {
            return null;
        }

        @Override
        public Object[] getParameters() {
            return new Object[0];
        }

        @Override
        public void setParameters(Object[] parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> getContextData() {
            return Map.of();
        }
    }

    @Test
    void everyJobOfTheSchedulerIsWaitedFor() throws IOException {
        var scheduled = scheduled();

        assertFalse(scheduled.isEmpty());
        assertEquals(List.of(), scheduled.stream().filter(job -> !job.isAnnotationPresent(UntilShutdown.class)).toList());
    }

    private boolean begins() {
        var begun = jobs.begin();
        if (begun) {
            jobs.end();
        }
        return begun;
    }

    private void stop() {
        stop(jobs);
    }

    private static void stop(JobsUnderWay jobs) {
        try {
            jobs.stop(new ShutdownEvent());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Method> scheduled() throws IOException {
        var classes = Path.of("target/classes");
        try (var files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString()).filter(file -> file.endsWith(".class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .flatMap(JobsUnderWayTest::methods).filter(method -> method.isAnnotationPresent(Scheduled.class)).toList();
        }
    }

    private static Stream<Method> methods(String type) {
        try {
            return Stream.of(Class.forName(type, false, JobsUnderWayTest.class.getClassLoader()).getDeclaredMethods());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
