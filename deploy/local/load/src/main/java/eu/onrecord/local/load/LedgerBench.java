package eu.onrecord.local.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;

/**
 * {@code deploy/local/bench ledger}: how fast leaves get their places in a ledger that is large already, what they take, how
 * long a proof takes, and how fast {@code verify} goes over it all.
 */
final class LedgerBench {
    private static final int RUNS = 3;
    private static final int CUSTOMERS = 5_000;
    private static final int RECORDS = 150_000;
    private static final int PROOFS = 1_000;
    private static final int WARM_UP = 500;
    private static final int SEED = 7;

    private final ArchivePlace place;
    private final int leaves;

    /** @param leaves how many there are in the end */
    LedgerBench(ArchivePlace place, int leaves) {
        this.place = place;
        this.leaves = leaves;
    }

    /** How long a proof takes whoever asks for it: half of them less, and one in a hundred longer. */
    private record Proofs(Duration median, Duration slow) {
    }

    void run() throws IOException, InterruptedException, SQLException {
        try (var archive = place.connect("archive"); var load = place.load()) {
            load.publishMix(RECORDS, i -> i % CUSTOMERS);
            try (var subject = place.archive(Map.of(), Room.WHOLE)) {
                Sql.await(() -> AgedArchive.read(archive) >= RECORDS && Sql.count(archive,
                        "select (select count(*) from following) + (select count(*) from leaf_queue)") == 0,
                        "it does not come to the end");
            }
            var records = place.verify("derived");
            var rates = new ArrayList<Double>();
            var placed = Sql.count(archive, "select count(*) from leaf");
            for (var i = 0; i < RUNS; i++) {
                rates.add(rate(archive, (int) (leaves - placed) / RUNS));
                System.out.printf("run %d:         %,.0f leaves/s%n", i + 1, rates.get(i));
            }
            var proofs = proofs(archive);
            System.out.printf("""

                    | a ledger of %,d leaves | | to reach |
                    | --- | --- | --- |
                    | leaves a second that get their places | %,.0f | 20,000 |
                    | bytes a leaf in the store | %.1f | 70 |
                    | bytes a leaf in the database | %.1f | 170 |
                    | a proof by HTTP, the median | %.1f ms | 5 ms |
                    | a proof by HTTP, one in a hundred | %.1f ms | |
                    | leaves a second that verify goes over | %,.0f | 500,000 |
                    | records a second that verify opens | %,.0f | 20,000 |
                    """, leaves, ArchiveBench.median(rates),
                    stored() / (double) Sql.count(archive, "select max(index) + 1 from leaf"),
                    Sql.count(archive, "select pg_total_relation_size('leaf')")
                            / (double) Sql.count(archive, "select count(*) from leaf"),
                    millis(proofs.median()), millis(proofs.slow()), place.verify("ledger").get("ledger"),
                    records.get("records"));
        }
    }

    /** From a tenth of them on: before that it starts. */
    private double rate(Connection archive, int more) throws IOException, InterruptedException, SQLException {
        var before = Sql.count(archive, "select coalesce(max(index) + 1, 0) from leaf");
        Sql.execute(archive,
                "insert into leaf_queue (commitment) select sha256(('bench' || g)::bytea) from generate_series(%d, %d) g"
                        .formatted(before, before + more - 1));
        Sql.execute(archive, "vacuum analyze leaf_queue");
        try (var subject = place.archive(Map.of(), Room.WHOLE)) {
            Sql.await(() -> size(archive) >= before + more / 10, "it does not begin");
            var from = size(archive);
            var started = System.nanoTime();
            Sql.await(() -> size(archive) >= before + more, "it does not come to the end");
            var seconds = (System.nanoTime() - started) / 1e9;
            Sql.await(() -> Sql.count(archive, "select count(*) from checkpoint where size >= " + (before + more)) > 0,
                    "no head is shown");
            return (before + more - from) / seconds;
        }
    }

    private static long size(Connection archive) throws SQLException {
        return Sql.count(archive, "select coalesce(max(index) + 1, 0) from leaf");
    }

    private Proofs proofs(Connection archive) throws IOException, InterruptedException, SQLException {
        var ids = Sql.texts(archive, "select id::text from record where legal_entity = 'bench' order by id");
        var client = HttpClient.newHttpClient();
        var random = new Random(SEED);
        var times = new ArrayList<Duration>();
        try (var subject = place.archive(Map.of(), Room.WHOLE)) {
            for (var i = 0; i < WARM_UP + PROOFS; i++) {
                var request = HttpRequest.newBuilder(URI.create("http://localhost:" + subject.port() + "/ledger/records/"
                        + ids.get(random.nextInt(ids.size())) + "/proof"))
                        .header("Authorization", "Bearer " + place.token()).build();
                var started = System.nanoTime();
                var answer = client.send(request, BodyHandlers.discarding());
                if (answer.statusCode() != 200) {
                    throw new IOException("No proof: " + answer.statusCode());
                }
                if (i >= WARM_UP) {
                    times.add(Duration.ofNanos(System.nanoTime() - started));
                }
            }
        }
        times.sort(null);
        return new Proofs(times.get(times.size() / 2), times.get(times.size() * 99 / 100));
    }

    /** By the lengths of what stays: not the batches, nor what is not full. */
    private long stored() throws IOException {
        try (var all = Files.walk(place.ledger())) {
            return all.filter(Files::isRegularFile).filter(it -> isKept(place.ledger().relativize(it)))
                    .mapToLong(it -> it.toFile().length())
                    .sum();
        }
    }

    private static boolean isKept(Path name) {
        return name.startsWith("tile") && !name.toString().contains(".p");
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
