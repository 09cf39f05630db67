package eu.onrecord.archive.ledger;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.kafka.KafkaNode;
import eu.onrecord.local.postgres.PostgresNode;
import eu.onrecord.local.witness.WitnessNode;
import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Policy;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;

/** One ledger, with a database, a store and an origin of its own, and as many pods and witnesses as a test wants. */
final class LedgerWorld implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TABLES = """
            create table record (commitment bytea not null);
            create table leaf_queue (position bigint generated always as identity primary key,
                commitment bytea not null unique);
            create table leaf (index bigint primary key, commitment bytea not null, exclude using hash (commitment with =));
            create table lost_leaf (index bigint primary key, found_at timestamptz not null default now());
            create table checkpoint (size bigint primary key, note text not null, published_at timestamptz not null)""";

    private final KafkaNode kafka;
    private final int port;
    private final Vertx vertx = Vertx.vertx();
    private final SecureRandom random = new SecureRandom();
    private final List<Keeper> pods = new ArrayList<>();
    private final List<Pool> pools = new ArrayList<>();
    private final List<WitnessNode> witnesses = new ArrayList<>();
    private final List<SigningKey> witnessKeys = new ArrayList<>();
    private final StringBuilder policy = new StringBuilder();
    private final Path directory;
    final String database = "ledger_" + UUID.randomUUID().toString().replace("-", "");
    final SigningKey key;
    final LedgerKeys keys;
    final Store store;

    LedgerWorld(KafkaNode kafka, PostgresNode postgres, Path directory, Store store) {
        this.kafka = kafka;
        this.port = postgres.port();
        this.directory = directory;
        key = newKey("example.org/" + database, VerifierKey.Type.LOG);
        keys = new LedgerKeys(key, List.of());
        this.store = store;
        admin("create database " + database);
        sql(TABLES);
    }

    static SigningKey newKey(String name, VerifierKey.Type type) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(name, type, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whose heads every pod signs from now on needs these. */
    WitnessNode witness(String name) throws IOException {
        var its = newKey("example.org/" + name, VerifierKey.Type.WITNESS);
        var node = WitnessNode.start(directory.resolve(name), its, List.of(key.verifier()), 0);
        witnesses.add(node);
        witnessKeys.add(its);
        policy("witness " + name + " " + its.verifier() + " " + node.address());
        return node;
    }

    /** The witness that was made as this one is there again, as it was. */
    void restart(int number, int its) throws IOException {
        var name = witnessKeys.get(number).verifier().name().replace("example.org/", "");
        witnesses.add(WitnessNode.start(directory.resolve(name), witnessKeys.get(number), List.of(key.verifier()), its));
    }

    String policyText() {
        return policy.toString();
    }

    void policy(String line) {
        policy.append(line).append('\n');
    }

    Keeper pod() {
        return pod(store, keys, Clock.systemUTC());
    }

    Keeper pod(Store itsStore) {
        return pod(itsStore, keys, Clock.systemUTC());
    }

    Keeper pod(Store itsStore, LedgerKeys itsKeys, Clock clock) {
        var seen = new Witnesses(held(), itsKeys, HttpClient.newHttpClient(), clock,
                ForkJoinPool.commonPool());
        var pod = new Keeper(kept(pool(database)), itsStore, Map.of("bootstrap.servers", kafka.bootstrapServers()), itsKeys,
                seen,
                clock);
        pods.add(pod);
        return pod;
    }

    private Policy held() {
        return Policy.of((policy.isEmpty() ? "quorum none" : policy.toString()).getBytes(StandardCharsets.UTF_8));
    }

    /** What a look through all finds, each with its place. */
    List<String> found() {
        return found(keys);
    }

    List<String> found(LedgerKeys known) {
        var audit = new LedgerAudit(kept(pool(database)), store, known, held(),
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                Clock.systemUTC(), Duration.ofMillis(25));
        var found = new ArrayList<String>();
        String position = null;
        do {
            var piece = audit.next(position, Instant.EPOCH);
            piece.findings().forEach(it -> found.add(it.kind() + " " + it.place()));
            position = piece.position();
        } while (position != null);
        return found;
    }

    /** Keeps so many records. */
    void records(int count) {
        var commitments = new Buffer[count];
        for (var i = 0; i < count; i++) {
            var commitment = new byte[32];
            random.nextBytes(commitment);
            commitments[i] = Buffer.buffer(commitment);
        }
        run(pool(database), """
                with kept as (insert into record select unnest($1::bytea[]) returning commitment)
                insert into leaf_queue (commitment) select commitment from kept""", Tuple.of(commitments));
    }

    long count(String what) {
        return ask("select count(*) as n from " + what).iterator().next().getLong("n");
    }

    /** The leaves, as the database has them. */
    List<byte[]> leaves() {
        var leaves = new ArrayList<byte[]>();
        ask("select index, commitment from leaf order by index").forEach(row -> {
            if (row.getLong("index") != leaves.size()) {
                throw new AssertionError("a gap at " + leaves.size());
            }
            leaves.add(row.getBuffer("commitment").getBytes());
        });
        return leaves;
    }

    private RowSet<Row> ask(String query) {
        var pool = pool(database);
        try {
            return pool.query(query).execute().await().atMost(SOON);
        } finally {
            pool.closeAndAwait();
        }
    }

    void sql(String statement) {
        run(pool(database), statement, null);
    }

    /** What a backup is: the database as it is now. Whoever is connected is cut off. */
    String copy() {
        var copy = database + "_" + UUID.randomUUID().toString().substring(0, 8);
        cutOff();
        admin("create database " + copy + " template " + database);
        return copy;
    }

    /** A standby takes over, or a backup is put back. */
    void putBack(String copy) {
        cutOff();
        admin("alter database " + database + " rename to lost_" + UUID.randomUUID().toString().replace("-", ""));
        admin("create database " + database + " template " + copy);
    }

    void cutOff() {
        admin("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
    }

    private void admin(String statement) {
        run(pool("postgres"), statement, null);
    }

    private static void run(Pool pool, String statement, Tuple parameters) {
        var done = parameters == null ? pool.query(statement).execute() : pool.preparedQuery(statement).execute(parameters);
        try {
            done.await().atMost(SOON);
        } finally {
            pool.closeAndAwait();
        }
    }

    private Pool pool(String name) {
        var pool = new Pool(PgBuilder.pool().with(new PoolOptions().setMaxSize(3))
                .connectingTo(new PgConnectOptions().setHost("localhost").setPort(port).setDatabase(name)
                        .setUser(PostgresNode.USER).setPassword(PostgresNode.PASSWORD))
                .using(vertx.getDelegate()).build());
        return pool;
    }

    private Pool kept(Pool pool) {
        pools.add(pool);
        return pool;
    }

    void publish(byte[] value) {
        publish(List.of(value));
    }

    void publish(List<byte[]> values) {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(),
                new ByteArraySerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(Topic.CHECKPOINTS, 0, "checkpoint", value));
            }
            producer.flush();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Every head of this ledger that ever left the house, committed or not. */
    List<Checkpoint> published() {
        var partition = new TopicPartition(Topic.CHECKPOINTS, 0);
        var heads = new ArrayList<Checkpoint>();
        var settings = new HashMap<String, Object>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (var found : consumer.poll(Duration.ofMillis(100))) {
                    keys.open(found.value()).ifPresent(heads::add);
                }
            }
        }
        return heads;
    }

    Path directory() {
        return directory;
    }

    Path ledger() {
        return directory.resolve("ledger");
    }

    @Override
    public void close() throws IOException {
        pods.forEach(pod -> {
            try {
                pod.end();
            } catch (RuntimeException gone) {
                // its connection may be cut off
            }
        });
        for (var witness : witnesses) {
            witness.close();
        }
        pools.forEach(Pool::closeAndAwait);
        vertx.closeAndAwait();
    }
}
