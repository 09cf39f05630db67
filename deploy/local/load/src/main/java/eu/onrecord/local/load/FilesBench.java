package eu.onrecord.local.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code deploy/local/bench files}: how many files a second a pod fetches from a provider that takes its time, alone and beside
 * one of 100 MB; three runs, the median.
 */
final class FilesBench {
    private static final int RUNS = 3;
    private static final int FILES = 1_500;
    private static final int BYTES = 200_000;
    private static final int LARGE = 100_000_000;
    private static final int CUSTOMERS = 500;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ArchivePlace place;
    private int number;

    FilesBench(ArchivePlace place) {
        this.place = place;
    }

    /**
     * One run.
     *
     * @param perSecond of the small files
     * @param mebibytes the most that the process held
     */
    private record Run(double perSecond, long mebibytes) {
    }

    void run() throws IOException, InterruptedException, SQLException {
        try (var provider = new FileProvider(PAUSE, 0);
                var archive = place.connect("archive");
                var load = place.load();
                var subject = place.archive(provider.settings(), Room.SMALL_HEAP)) {
            var alone = new ArrayList<Double>();
            var beside = new ArrayList<Double>();
            var mebibytes = 0L;
            for (var i = 0; i < RUNS; i++) {
                var one = run(archive, load, subject, false);
                var other = run(archive, load, subject, true);
                alone.add(one.perSecond());
                beside.add(other.perSecond());
                mebibytes = Math.max(mebibytes, Math.max(one.mebibytes(), other.mebibytes()));
                System.out.printf("run %d:         %.1f files/s, beside a large one %.1f files/s, %d MiB%n", i + 1,
                        one.perSecond(), other.perSecond(), mebibytes);
            }
            System.out.printf("""

                    | files of %,d bytes, the provider takes %d ms | | to reach |
                    | --- | --- | --- |
                    | files a second | %.1f | 30 |
                    | files a second beside one of 100 MB | %.1f | a tenth less at most |
                    | most that the process holds, MiB | %d | 256 |
                    """, BYTES, PAUSE.toMillis(), ArchiveBench.median(alone), ArchiveBench.median(beside), mebibytes);
        }
    }

    /** From a tenth of them on. */
    private Run run(Connection archive, ChatLoad load, Subject subject, boolean besideLarge)
            throws SQLException, InterruptedException {
        if (besideLarge) {
            load.publish(load.message(0, List.of(FileProvider.file(number++, LARGE))));
            Sql.await(() -> Sql.count(archive, "select count(*) from media where attempts > 0 and state = 'WANTED'") > 0,
                    "it is not begun");
        }
        var before = kept(archive);
        for (var i = 0; i < FILES; i++) {
            load.publish(load.message(i % CUSTOMERS, List.of(FileProvider.file(number++, BYTES))));
        }
        Sql.await(() -> kept(archive) >= before + FILES / 10, "they do not come");
        var from = kept(archive);
        var started = System.nanoTime();
        var mebibytes = new long[1];
        Sql.await(() -> {
            mebibytes[0] = Math.max(mebibytes[0], subject.residentMebibytes());
            return kept(archive) >= before + FILES;
        }, "they do not come to their end");
        var seconds = (System.nanoTime() - started) / 1e9;
        Sql.await(() -> Sql.count(archive, "select count(*) from media where state <> 'KEPT'") == 0, "some are not kept");
        return new Run((before + FILES - from) / seconds, mebibytes[0]);
    }

    private static long kept(Connection archive) throws SQLException {
        return Sql.count(archive, "select count(*) from media where state = 'KEPT'");
    }
}
