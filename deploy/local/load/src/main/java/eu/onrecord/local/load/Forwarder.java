package eu.onrecord.local.load;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import eu.onrecord.contract.wire.Topic;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.cpu.CpuCoreSensor;

/**
 * The floor of what ingest-service promises: the same bare HTTP server hands the raw body to a producer with the same settings,
 * and answers when Kafka has acknowledged it. It proves, reads and makes nothing.
 */
public final class Forwarder {
    private static final long START_SECONDS = 20;
    private static final int OK = 200;
    private static final int COME_AGAIN = 503;

    private Forwarder() {
    }

    /** @param args its port, and where Kafka is */
    public static void main(String[] args) throws Exception {
        var producer = new KafkaProducer<>(settings(args[1]), new ByteArraySerializer(), new ByteArraySerializer());
        producer.partitionsFor(Topic.CHAT);
        Vertx.vertx().deployVerticle(() -> new Listening(Integer.parseInt(args[0]), producer),
                new DeploymentOptions().setInstances(2 * CpuCoreSensor.availableProcessors())).toCompletionStage()
                .toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    }

    /** As ingest-service's ProducerSettings. */
    private static Map<String, Object> settings(String kafka) {
        return Map.of("bootstrap.servers", kafka, "acks", "all", "enable.idempotence", false,
                "max.in.flight.requests.per.connection", 1,
                "max.request.size", Topic.LARGEST_MESSAGE_BYTES, "buffer.memory", 50_331_648L, "batch.size", 128 * 1024,
                "linger.ms", 5L, "delivery.timeout.ms", 8000, "request.timeout.ms", 4000);
    }

    /** One event loop's share. */
    private static final class Listening extends AbstractVerticle {
        private final int port;
        private final KafkaProducer<byte[], byte[]> producer;

        private Listening(int port, KafkaProducer<byte[], byte[]> producer) {
            this.port = port;
            this.producer = producer;
        }

        @Override
        public void start() {
            vertx.createHttpServer().requestHandler(this::handle).listen(port);
        }

        private void handle(HttpServerRequest request) {
            if (request.method() == HttpMethod.GET) {
                request.response().end();
                return;
            }
            request.bodyHandler(body -> producer.send(new ProducerRecord<>(Topic.CHAT, body.getBytes()),
                    (acknowledged, failure) -> context.runOnContext(ignored -> request.response()
                            .setStatusCode(failure == null ? OK : COME_AGAIN).end())));
        }
    }
}
