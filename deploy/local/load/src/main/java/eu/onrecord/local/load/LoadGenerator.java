package eu.onrecord.local.load;

import static io.hyperfoil.http.steps.HttpStepCatalog.SC;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import eu.onrecord.local.phone.SignedWebhook;
import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.Step;
import io.hyperfoil.api.session.ObjectAccess;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.session.SessionFactory;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.netty.buffer.Unpooled;

/**
 * Hyperfoil, with an open load: requests are due at their times whether the server keeps up or not, and latencies count from
 * then.
 */
final class LoadGenerator {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final long LATE_MICROS = 20_000;

    private final List<SignedWebhook> webhooks;
    private final int connections;

    /** @param connections on which the requests go, one at a time on each */
    LoadGenerator(List<SignedWebhook> webhooks, int connections) {
        this.webhooks = webhooks;
        this.connections = connections;
    }

    /** Offers a load, and waits until all of it is answered or given up. */
    LoadResult offer(Subject subject, int ratePerSecond, Duration duration) {
        var count = new Count(ratePerSecond);
        var before = subject.processorTime();
        new LocalSimulationRunner(benchmark(subject, ratePerSecond, duration, count)).run();
        var processor = subject.processorTime().minus(before);
        var requests = count.started.get();
        var lost = requests - count.taken.sum() - count.refused.sum();
        return new LoadResult(ratePerSecond, count.taken.sum(), count.refused.sum(), lost, count.isKept(duration),
                micros(count.latency.getValueAtPercentile(50)), micros(count.latency.getValueAtPercentile(99)),
                micros(count.sinceSent.getValueAtPercentile(99)),
                processor.toNanos() / 1e3 / Math.max(1, requests), Duration.ofNanos(count.lastNanos - count.firstNanos));
    }

    private Benchmark benchmark(Subject subject, int ratePerSecond, Duration duration, Count count) {
        var benchmark = BenchmarkBuilder.builder().name("load").threads(1);
        benchmark.addPlugin(HttpPluginBuilder::new).ergonomics().repeatCookies(false).userAgentFromSession(false)
                .autoRangeCheck(false).stopOnInvalid(false).endErgonomics().http().host("localhost").port(subject.port())
                .allowHttp2(false).pipeliningLimit(1).requestTimeout(TIMEOUT.toMillis()).sharedConnections(connections);
        var next = new NextWebhook(webhooks, count);
        benchmark.addPhase("main").constantRate(0).usersPerSec(ratePerSecond).variance(true).duration(duration.toMillis())
                .maxDuration(duration.plus(DRAIN).toMillis()).maxSessions(ratePerSecond * 5).scenario()
                .initialSequence("post").step(next).step(SC).httpRequest(HttpMethod.POST)
                .path(webhooks.get(0).address().getPath())
                .body((session, connection) -> Unpooled.wrappedBuffer(next.chosen(session).sent().body()))
                .headerAppender((session, request) -> next.chosen(session).webhook.headers()
                        .forEach(request::putHeader))
                .handler().status((request, status) -> next.chosen(request.session).status = status)
                .onCompletion(session -> count.ended(next.chosen(session))).endHandler().endStep().endSequence();
        return benchmark.build();
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    /** One request on its way. */
    private static final class Shot {
        private SignedWebhook webhook;
        private long dueNanos;
        private long sentNanos;
        private int status;

        /** It has a connection now. */
        private SignedWebhook sent() {
            sentNanos = System.nanoTime();
            return webhook;
        }
    }

    /** Chooses the next webhook when a request is due. Hyperfoil finds the access in a step's fields. */
    private static final class NextWebhook implements Step {
        private static final long serialVersionUID = 1;

        private final ObjectAccess shot = SessionFactory.objectAccess("shot");
        private final transient List<SignedWebhook> webhooks;
        private final transient Count count;

        private NextWebhook(List<SignedWebhook> webhooks, Count count) {
            this.webhooks = webhooks;
            this.count = count;
        }

        @Override
        public boolean invoke(Session session) {
            var chosen = (Shot) shot.activate(session);
            if (chosen == null) {
                chosen = new Shot();
                shot.setObject(session, chosen);
            }
            var number = count.started.getAndIncrement();
            chosen.webhook = webhooks.get((int) (number % webhooks.size()));
            chosen.status = 0;
            chosen.dueNanos = System.nanoTime();
            if (number == 0) {
                count.firstNanos = chosen.dueNanos;
            }
            return true;
        }

        private Shot chosen(Session session) {
            return (Shot) shot.getObject(session);
        }
    }

    /** What is known so far. */
    private static final class Count {
        private final double rate;
        private final AtomicLong started = new AtomicLong();
        private final LongAdder taken = new LongAdder();
        private final LongAdder refused = new LongAdder();
        private final Histogram latency = new ConcurrentHistogram(3);
        private final Histogram sinceSent = new ConcurrentHistogram(3);
        private volatile long firstNanos;
        private volatile long lastNanos;

        private Count(double rate) {
            this.rate = rate;
        }

        private void ended(Shot shot) {
            lastNanos = System.nanoTime();
            if (shot.status == 200) {
                taken.increment();
                latency.recordValue((lastNanos - shot.dueNanos) / 1000);
                sinceSent.recordValue((lastNanos - shot.sentNanos) / 1000);
            } else if (shot.status == 503) {
                refused.increment();
            }
        }

        /** Arrivals are random, so a few more or less are no lateness. */
        private boolean isKept(Duration duration) {
            var expected = rate * duration.toNanos() / 1e9;
            return started.get() > expected - 4 * Math.sqrt(expected) - rate * LATE_MICROS / 1e6;
        }
    }
}
