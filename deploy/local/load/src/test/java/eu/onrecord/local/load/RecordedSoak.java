package eu.onrecord.local.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import eu.onrecord.contract.chat.ThreadId;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.keycloak.SignedTokens;
import eu.onrecord.local.postgres.PostgresNode;
import eu.onrecord.local.process.ChildProcess;
import eu.onrecord.local.process.FreePorts;

/**
 * Three archive-services on one database, killed in turn while events of both topics come, some of them twice; the broker is
 * killed too, the databases cut everybody off, and the provider of files refuses every seventh request: each event and each
 * file is in the archive exactly once, and in its ledger, and the archive says itself that all is as it was.
 */
class RecordedSoak {
    private static final int INSTANCES = 3;
    private static final int CUSTOMERS = 50;
    private static final int AT_ONCE = 20;
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 120));
    private static final Duration BETWEEN_BLOWS = Duration.ofSeconds(4);
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /**
     * A tenth of it is the longest pause after refused requests: one that was refused five times has its turn while we wait.
     */
    private static final Duration FILES_KEPT_FOR = Duration.ofMinutes(10);
    private static final Duration PROVIDERS_PAUSE = Duration.ofMillis(50);
    /** Each has another length, so that segments end anywhere. */
    private static final int LARGEST_FILE = 1_200_000;
    private static final int ODD = 7_919;
    private static final int FILE_EVERY = 10;

    private final Path jar = Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../../.."))
            .resolve("archive-service/target/quarkus-app/quarkus-run.jar");
    private final List<CompletableFuture<Subject>> archives = new ArrayList<>();
    private final ExecutorService starting = Executors.newFixedThreadPool(INSTANCES);
    private final List<ProducerRecord<String, byte[]>> sent = new ArrayList<>();
    private int files;
    private List<String> settings;
    private List<Integer> ports;
    private Path run;
    private ChildProcess broker;

    @Test
    void eachEventAndEachFileIsInTheArchiveExactlyOnce() throws Exception {
        run = Files.createTempDirectory(Files.createDirectories(Path.of("target/soak")), "recorded-").toAbsolutePath();
        ports = FreePorts.take(2 + 2 * INSTANCES);
        var kafka = "localhost:" + ports.get(0);
        broker = startBroker();
        try (var postgres = PostgresNode.start(run.resolve("postgres"), ports.get(1));
                var provider = new FileProvider(PROVIDERS_PAUSE, 7)) {
            settings = new ArrayList<>(ArchiveSettings.properties(kafka, postgres,
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair(),
                    Files.createDirectories(run.resolve("files")), SignedTokens.create().publicKey()));
            provider.settings().forEach((name, value) -> settings.add("-D" + name + "=" + value));
            settings.add("-Donrecord.media-store.lease=PT10S");
            settings.add("-Donrecord.channels." + IngestSettings.CHANNEL + ".files-kept-for=" + FILES_KEPT_FOR);
            for (var i = 0; i < INSTANCES; i++) {
                archives.add(CompletableFuture.completedFuture(start(i)));
            }
            var blows = publish(kafka, postgres);
            archives.forEach(CompletableFuture::join);
            awaitRecorded(postgres);
            System.out.printf("Soak of %d s with %d blows against %d archive-services: %,d events and %,d files, each recorded"
                    + " once%n", LENGTH.toSeconds(), blows, INSTANCES, sent.size(), files);
            assertEquals(records(), count(postgres, "(select distinct event_hash from record) r"), "none twice");
            assertEquals(files, stored(), "none is left that no record tells of");
            assertEquals(records(), count(postgres, "leaf l join record r on r.commitment = l.commitment"));
            assertEquals(0, verify());
        } finally {
            starting.shutdown();
            archives.forEach(archive -> archive.handle((subject, failure) -> subject).thenAccept(subject -> {
                if (subject != null) {
                    subject.close();
                }
            }).join());
            broker.close();
        }
    }

    /** @return how many blows there were */
    private int publish(String kafka, PostgresNode postgres) throws Exception {
        var blows = 0;
        var end = Instant.now().plus(LENGTH);
        var nextBlow = Instant.now().plus(BETWEEN_BLOWS);
        try (var load = new ChatLoad(kafka);
                var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(),
                        new ByteArraySerializer())) {
            while (Instant.now().isBefore(end)) {
                for (var i = 0; i < AT_ONCE; i++) {
                    send(producer, load);
                }
                // as after a producer that was not sure: what it sent comes again
                producer.send(sent.get(sent.size() / 2));
                if (Instant.now().isAfter(nextBlow)) {
                    blow(blows, postgres);
                    blows++;
                    nextBlow = Instant.now().plus(BETWEEN_BLOWS);
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_EVENTS.toMillis());
            }
            producer.flush();
        }
        return blows;
    }

    private void send(KafkaProducer<String, byte[]> producer, ChatLoad load) {
        var hasFile = sent.size() % FILE_EVERY == 0;
        var chat = load.message(sent.size() % CUSTOMERS,
                hasFile ? List.of(FileProvider.file(sent.size(), sent.size() * ODD % LARGEST_FILE)) : List.of());
        files += hasFile ? 1 : 0;
        var event = sent.size() % 5 == 4 ? EventCodec.write(Topic.CONSENT, told(chat.data().thread()))
                : EventCodec.write(Topic.CHAT, chat);
        sent.add(event);
        producer.send(event);
    }

    private static Envelope<ConsentEvent> told(ThreadId thread) {
        var now = Instant.now();
        var event = new ConsentEvent("bench", IngestSettings.CHANNEL, thread, UUID.randomUUID(), Change.DISCLOSURE_CHANGED,
                "delivered", null, UUID.randomUUID(),
                new ConsentEvent.Disclosure(UUID.randomUUID(), "1", "nl", "bench", null, null, null, null), null, now);
        return new Envelope<>(UUID.randomUUID(), event.change().eventType(), URI.create("/onrecord/consent-service"), now,
                thread.value(), event);
    }

    private void blow(int number, PostgresNode postgres) throws Exception {
        switch (number % 5) {
            case 1 -> {
                cutOff(postgres, "archive");
                cutOff(postgres, "archive_keys");
            }
            case 2 -> {
                broker.kill();
                broker = startBroker();
            }
            default -> killed(number % 5 == 0 ? 0 : number % 5 - 2);
        }
    }

    /** Unless it is starting still. */
    private void killed(int instance) {
        var archive = archives.get(instance);
        if (archive.isDone()) {
            archive.join().kill();
            archives.set(instance, CompletableFuture.supplyAsync(() -> {
                try {
                    return start(instance);
                } catch (IOException | InterruptedException broken) {
                    throw new CompletionException(broken);
                }
            }, starting));
        }
    }

    private ChildProcess startBroker() throws Exception {
        return BrokerProcess.launch("broker", List.of(run.resolve("kafka").toString(), "" + ports.get(0)), run);
    }

    private Subject start(int instance) throws IOException, InterruptedException {
        var management = ports.get(3 + 2 * instance);
        var all = new ArrayList<>(settings);
        all.addAll(List.of("-Dquarkus.management.port=" + management, "-Dquarkus.management.host=localhost"));
        return Subject.start("archive-service-" + instance, jar, all, ports.get(2 + 2 * instance),
                "http://localhost:" + management + "/q/health/live", run);
    }

    /** What was recorded a second ago is looked at too. */
    private int verify() throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.addAll(settings);
        command.addAll(List.of("-Donrecord.verification.settling=PT0S", "-jar", jar.toString(), "verify"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(run.resolve("verify.log").toFile())
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("verify does not end");
        }
        return process.exitValue();
    }

    private void awaitRecorded(PostgresNode postgres) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        while (!isDone(postgres) && Instant.now().isBefore(deadline)) {
            TimeUnit.SECONDS.sleep(1);
        }
        assertEquals("", notKept(postgres), "each file is kept");
        assertEquals(files, count(postgres, "media"), "each file is known");
        assertEquals(records(), count(postgres, "record"), "each is there");
        assertEquals(0, count(postgres, "leaf_queue"), "each has its place in the ledger");
        assertEquals(0, count(postgres, "following"), "what follows was done");
    }

    private boolean isDone(PostgresNode postgres) throws SQLException {
        return count(postgres, "record") == records() && notKept(postgres).isEmpty() && count(postgres, "leaf_queue") == 0
                && count(postgres, "following") == 0;
    }

    /** Of the events, and one of each file. */
    private int records() {
        return sent.size() + files;
    }

    /** But for what those who were killed had begun: that goes after a day. */
    private long stored() throws IOException {
        try (var all = Files.walk(run.resolve("files"))) {
            return all.filter(it -> it.getParent().getFileName().toString().matches("[0-9a-f]{2}"))
                    .filter(it -> !it.toString().endsWith(".unfinished")).count();
        }
    }

    private static void cutOff(PostgresNode postgres, String database) throws SQLException {
        count(postgres, "(select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database
                + "' and pid <> pg_backend_pid()) cut");
    }

    /** What became of files that are not kept. */
    private static String notKept(PostgresNode postgres) throws SQLException {
        return ask(postgres, """
                select coalesce(string_agg(concat_ws(' ', state, error, attempts, 'due', due_at), ', '), '')
                from media where state <> 'KEPT'""", found -> found.getString(1));
    }

    private static long count(PostgresNode postgres, String what) throws SQLException {
        return ask(postgres, "select count(*) from " + what, found -> found.getLong(1));
    }

    @FunctionalInterface
    private interface Answer<T> {
        T of(ResultSet found) throws SQLException;
    }

    private static <T> T ask(PostgresNode postgres, String query, Answer<T> answer) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:postgresql:" + postgres.address("archive"), PostgresNode.USER,
                PostgresNode.PASSWORD); var found = connection.createStatement().executeQuery(query)) {
            found.next();
            return answer.of(found);
        }
    }
}
