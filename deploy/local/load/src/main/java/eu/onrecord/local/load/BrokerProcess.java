package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.process.ChildProcess;

/** Kafka in a process of its own, so that its work is nobody else's. */
final class BrokerProcess {
    private BrokerProcess() {
    }

    /** @param args its directory and its port; as one of several its id too, and the controllers' ports */
    public static void main(String[] args) throws IOException, InterruptedException {
        var data = Path.of(args[0]);
        var port = Integer.parseInt(args[1]);
        var kafka = args.length == 2 ? KafkaNode.start(data, port)
                : KafkaNode.startMember(data, Integer.parseInt(args[2]), port,
                        Arrays.stream(args).skip(3).map(Integer::valueOf).toList());
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop"));
        new CountDownLatch(1).await();
    }

    /** Starts it. */
    static ChildProcess launch(String name, List<String> arguments, Path logs) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-cp",
                        System.getProperty("java.class.path"), BrokerProcess.class.getName()));
        command.addAll(arguments);
        return ChildProcess.start(name, command, Map.of(), logs.resolve(name + ".log"));
    }
}
