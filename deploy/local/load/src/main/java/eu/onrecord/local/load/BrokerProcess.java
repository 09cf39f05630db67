package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import eu.onrecord.local.kafka.KafkaNode;

/** Kafka in a process of its own, so that its work is nobody else's. */
final class BrokerProcess {
    private BrokerProcess() {
    }

    /** @param args its directory and its port */
    public static void main(String[] args) throws IOException, InterruptedException {
        var kafka = KafkaNode.start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
        new CountDownLatch(1).await();
    }
}
