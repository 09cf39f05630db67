package eu.onrecord.archive.media;

import java.time.Duration;

import eu.onrecord.archive.media.FetchFailure.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** Takes the bytes of answers, no faster than they are wanted, and of few large ones at once. */
final class Taker {
    /** 100 MB at 56 KB a second. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int PIECE = 256 * 1024;

    private final Vertx vertx;
    private final FileThreads threads;
    private final LargeFiles largeFiles;
    private final Duration silence;

    /** @param silence how long nothing may come while something is wanted */
    Taker(Vertx vertx, FileThreads threads, LargeFiles largeFiles, Duration silence) {
        this.vertx = vertx;
        this.threads = threads;
        this.largeFiles = largeFiles;
        this.silence = silence;
    }

    /** @return done when the sink has everything; fails with a {@link FetchFailure} where the provider is why */
    Future<Void> take(HttpClientResponse answer, Download.Limits limits, Download.Sink sink) {
        return new Taking(answer, limits, sink).done();
    }

    /** Until somebody takes it or hangs up: what comes before anybody listens would be lost, and its end with it. */
    static void hold(HttpClientResponse answer) {
        answer.pause();
        answer.exceptionHandler(hungUp -> {
        });
    }

    /** Whatever is still coming. */
    static void hangUp(HttpClientResponse answer) {
        answer.request().reset();
    }

    /** The bytes of an answer on their way to whoever takes them. */
    private final class Taking {
        private final Promise<Void> done = Promise.promise();
        private final HttpClientResponse answer;
        private final Download.Sink sink;
        private final Download.Limits limits;
        private final long deadline;
        private final long listening;
        private boolean isPaused;
        private boolean isSilent;
        private Buffer waiting = Buffer.buffer();
        private long bytes;
        private boolean isLarge;

        private Taking(HttpClientResponse answer, Download.Limits limits, Download.Sink sink) {
            this.answer = answer;
            this.limits = limits;
            this.sink = sink;
            deadline = vertx.setTimer(PATIENCE.toMillis(), passed -> fail(FetchFailure.later("too-slow")));
            listening = vertx.setPeriodic(silence.toMillis(), look -> listen());
            answer.exceptionHandler(broken -> fail(FetchFailure.later("broken-off")));
            answer.handler(this::come);
            answer.endHandler(end -> take(() -> done.tryComplete()));
            answer.resume();
        }

        Future<Void> done() {
            return done.future().onComplete(any -> {
                vertx.cancelTimer(deadline);
                vertx.cancelTimer(listening);
            });
        }

        /** Nothing comes while nothing is taken: that is no silence of the provider's. */
        private void listen() {
            if (isSilent && !isPaused) {
                fail(FetchFailure.later("broken-off"));
            }
            isSilent = true;
        }

        private void pause() {
            isPaused = true;
            answer.pause();
        }

        private void resume() {
            isPaused = false;
            isSilent = false;
            answer.resume();
        }

        private void come(Buffer piece) {
            isSilent = false;
            bytes += piece.length();
            if (bytes > limits.mostBytes()) {
                fail(FetchFailure.parked(Reason.TOO_LARGE));
                return;
            }
            waiting.appendBuffer(piece);
            if (waiting.length() >= PIECE) {
                pause();
                if (!isLarge && bytes >= LargeFiles.FROM) {
                    enter();
                }
                take(this::resume);
            }
        }

        private void enter() {
            isLarge = largeFiles.enter(limits.channel());
            if (isLarge) {
                done.future().onComplete(any -> largeFiles.leave(limits.channel()));
            } else {
                fail(FetchFailure.busy());
            }
        }

        private void take(Runnable then) {
            var piece = waiting.getBytes();
            waiting = Buffer.buffer();
            threads.run(() -> {
                sink.take(piece);
                return null;
            }).subscribe().with(taken -> then.run(), this::fail);
        }

        private void fail(Throwable why) {
            if (done.tryFail(why)) {
                hangUp(answer);
            }
        }
    }
}
