package eu.onrecord.ingest.edge;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.admission.Lateness;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.ingest.publish.EventLog;
import eu.onrecord.ingest.webhook.Reception;
import eu.onrecord.ingest.webhook.WebhookLog;
import eu.onrecord.ingest.webhook.WebhookMetrics;
import eu.onrecord.ingest.webhook.WebhookTracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.cpu.CpuCoreSensor;

/**
 * The server that webhooks come to: 200 when every event in one is durable, 503 when the provider shall send it again. It has
 * its own
 * port, and nothing of what people need: no tokens, no router, no other resources.
 */
@Readiness
@ApplicationScoped
public class EdgeServer implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(EdgeServer.class);
    private static final long BETWEEN_LOOKS_MILLIS = 500;
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final Duration BETWEEN_DRAIN_LOOKS = Duration.ofMillis(50);
    private static final int MOST_HEAD_BYTES = 16 * 1024;
    /** In half a minute, on one connection: a proxy resets a stream for each client that goes away, and others share it. */
    private static final int MOST_RESETS = 20_000;
    private static final int LARGE_READERS = 2;
    private static final long LONGEST_READ_SECONDS = 60;

    private final Vertx vertx;
    private final EdgeConfig config;
    private final Services services;
    private final List<EdgeLoop> loops = new CopyOnWriteArrayList<>();
    private volatile String deployment;

    EdgeServer(Vertx vertx, EdgeConfig config, Channels channels, Providers providers, Lateness lateness, Admission admission,
            Reception reception, EventLog log, WebhookMetrics metrics, WebhookLog webhookLog, WebhookTracing tracing,
            Clock clock,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.config = config;
        this.services = new Services(channels, providers, lateness, admission, reception, log, metrics, webhookLog, tracing,
                clock,
                vertx.createSharedWorkerExecutor("large-webhooks", LARGE_READERS, LONGEST_READ_SECONDS, TimeUnit.SECONDS));
        for (var state : ConnectionState.values()) {
            Gauge.builder("onrecord.edge.connections", loops,
                    all -> all.stream().mapToInt(loop -> loop.connections().getOrDefault(state, 0)).sum())
                    .description("open connections of the webhooks' port").tag("state", state.word()).register(registry);
        }
    }

    void start(@Observes StartupEvent event) throws Exception {
        // twice as many as cores, as Vert.x has event loops
        var instances = 2 * CpuCoreSensor.availableProcessors();
        deployment = vertx.deployVerticle(() -> new Listening(instances), new DeploymentOptions().setInstances(instances))
                .toCompletionStage().toCompletableFuture().get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        LOG.infof("Webhooks are taken on %s:%d", config.host(), config.port());
    }

    /** What is under way is finished; what comes meanwhile is told to come again. Then nobody listens any more. */
    void stop(@Observes ShutdownEvent event) throws Exception {
        if (deployment == null) {
            return;
        }
        loops.forEach(EdgeLoop::close);
        var deadline = System.nanoTime() + config.drain().toNanos();
        while (System.nanoTime() < deadline
                && (services.admission().webhooks() > 0 || !loops.stream().allMatch(EdgeLoop::isIdle))) {
            Thread.sleep(BETWEEN_DRAIN_LOOKS.toMillis());
        }
        var undeployed = vertx.undeploy(deployment).toCompletionStage().toCompletableFuture();
        deployment = null;
        try {
            undeployed.get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            LOG.warn("Connections of the webhooks' port do not close; the process ends all the same");
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("edge").status(deployment != null).build();
    }

    /** No idle timeout of its own: whoever waits for an answer is not idle, and each event loop closes who is. */
    private HttpServerOptions options() {
        return new HttpServerOptions().setHost(config.host()).setPort(config.port()).setTcpKeepAlive(true)
                .setMaxHeaderSize(MOST_HEAD_BYTES).setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(config.http2()).setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS)
                .setCompressionSupported(false).setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
    }

    /** One event loop's share. */
    private final class Listening extends AbstractVerticle {
        private final int instances;
        private HttpServer server;

        private Listening(int instances) {
            this.instances = instances;
        }

        @Override
        public void start(Promise<Void> started) {
            var options = options();
            var loop = new EdgeLoop(services, context, System::nanoTime, config, options, instances);
            loops.add(loop);
            vertx.setPeriodic(BETWEEN_LOOKS_MILLIS, look -> loop.look());
            server = vertx.createHttpServer(options).connectionHandler(loop::opened).requestHandler(loop::handle);
            server.listen().<Void> mapEmpty().onComplete(started);
        }
    }
}
