package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.process.ChildProcess;

/** Kafka's own producer performance test: what the broker takes when nothing else is done. */
final class KafkaAlone {
    private static final int RECORDS = 300_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern LINE = Pattern.compile(RECORDS
            + " records sent, ([0-9.]+) records/sec .*, ([0-9.]+) ms avg latency.* ([0-9]+) ms 50th, .* ([0-9]+) ms 99th,.*");

    private KafkaAlone() {
    }

    /**
     * What it said.
     *
     * @param recordsPerSecond as fast as it can
     */
    record Result(double recordsPerSecond, long p50Millis, long p99Millis) {
    }

    /** @param recordBytes as long as an event of ours */
    static Result measure(String bootstrapServers, int recordBytes, Path logs) throws IOException, InterruptedException {
        var log = logs.resolve("producer-performance.log");
        Files.deleteIfExists(log);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = ChildProcess.start("producer-performance", List.of(java, "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), "org.apache.kafka.tools.ProducerPerformance", "--topic", Topic.CHAT,
                "--num-records", String.valueOf(RECORDS), "--throughput", "-1", "--record-size", String.valueOf(recordBytes),
                "--producer-props", "bootstrap.servers=" + bootstrapServers, "acks=all", "compression.type=lz4"), Map.of(),
                log);
        process.awaitEnd(PATIENCE);
        return Files.readAllLines(log).stream().map(LINE::matcher).filter(line -> line.matches()).findFirst()
                .map(line -> new Result(Double.parseDouble(line.group(1)), Long.parseLong(line.group(3)),
                        Long.parseLong(line.group(4))))
                .orElseThrow(() -> new IOException("Kafka's own test did not say what it saw; see " + log));
    }
}
