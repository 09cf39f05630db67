package eu.onrecord.archive.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import eu.onrecord.archive.s3.Bucket;
import eu.onrecord.archive.s3.Bucket.Found;
import eu.onrecord.tlog.Tile;

/**
 * A bucket that all pods share. It has to refuse a second writer of a name (conditional writes): whether it does is tried
 * before
 * anything is relied on.
 */
final class S3Store implements Store {
    private final Bucket bucket;
    private final String folder;
    private final Optional<Duration> lockedFor;
    private final Clock clock;

    /**
     * @param folder where in the bucket; empty for all of it
     * @param lockedFor how long nobody, whoever they are, may remove what is never removed by us: full tiles and bundles, and
     *        the last head of each day
     */
    S3Store(Bucket bucket, String folder, Optional<Duration> lockedFor, Clock clock) {
        this.bucket = bucket;
        this.folder = folder.isEmpty() ? "" : folder + "/";
        this.lockedFor = lockedFor;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return bucket.read(folder + name).map(Found::bytes);
    }

    @Override
    public boolean has(String name) {
        return bucket.has(folder + name);
    }

    @Override
    public boolean create(String name, byte[] bytes) {
        return bucket.create(folder + name, bytes, lock(name));
    }

    private static boolean isForEver(String name) {
        return name.startsWith("tile/") && !name.contains(Tile.PARTIAL) || name.startsWith(Anchors.FOLDER + "/");
    }

    /** A bucket in governance mode would let an administrator: compliance mode lets nobody. */
    private Map<String, String> lock(String name) {
        return lockedFor.filter(any -> isForEver(name))
                .map(duration -> Map.of("x-amz-object-lock-mode", "COMPLIANCE", "x-amz-object-lock-retain-until-date",
                        clock.instant().plus(duration).truncatedTo(ChronoUnit.SECONDS).toString()))
                .orElse(Map.of());
    }

    @Override
    public boolean replace(String name, Optional<byte[]> was, byte[] bytes) {
        var there = bucket.read(folder + name);
        if (there.isPresent() != was.isPresent()
                || was.isPresent() && !Arrays.equals(was.get(), there.get().bytes())) {
            return false;
        }
        return there.isPresent() ? bucket.replace(folder + name, there.get().tag(), bytes)
                : bucket.create(folder + name, bytes, Map.of());
    }

    @Override
    public boolean refusesWhoComesLate(String probe) {
        bucket.create(folder + probe, new byte[] { 1 }, Map.of());
        var first = bucket.read(folder + probe);
        var isReplaced = first.isPresent() && bucket.replace(folder + probe, first.get().tag(), new byte[] { 2 });
        var isLate = isReplaced && bucket.replace(folder + probe, first.get().tag(), new byte[] { 3 });
        bucket.delete(folder + probe);
        return !isLate;
    }

    @Override
    public List<String> names(String inside) {
        var prefix = folder + inside + (inside.endsWith("/") ? "" : "/");
        return bucket.list(prefix).stream().map(it -> it.key().substring(prefix.length())).filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public void delete(String name) {
        bucket.delete(folder + name);
    }
}
