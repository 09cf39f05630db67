package eu.onrecord.local.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a process may use of the machine: all of it, or a share of a processor as a pod has it, by a control group of Linux
 * (which takes root).
 */
final class Room implements AutoCloseable {
    /** The same for whatever is compared. */
    static final Room WHOLE = new Room(Optional.empty(), "-Xmx512m", List.of("-Xms512m", "-Xmx512m", "-XX:+UseParallelGC"));

    /** All of the machine, and little memory: with the garbage collector of the images. */
    static final Room SMALL_HEAP = new Room(Optional.empty(), "-Xmx64m", List.of("-Xmx64m", "-XX:+UseSerialGC"));

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 100_000;

    private final Optional<Path> group;
    private final String heap;
    private final List<String> jvm;

    private Room(Optional<Path> group, String heap, List<String> jvm) {
        this.group = group;
        this.heap = heap;
        this.jvm = jvm;
    }

    /**
     * One with the heap and the garbage collector of the images.
     *
     * @param processors a share of one, or several
     * @throws IOException if this machine has no control groups that we may make
     */
    static Room make(double processors) throws IOException {
        var quota = (int) (processors * PERIOD_MICROS);
        var second = Files.exists(GROUPS.resolve("cgroup.controllers"));
        var group = Files.createDirectories(GROUPS.resolve(second ? "onrecord-bench" : "cpu/onrecord-bench"));
        if (second) {
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        } else {
            Files.writeString(group.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), String.valueOf(quota));
        }
        return new Room(Optional.of(group), "-Xmx128m", List.of("-Xmx128m", "-XX:+UseSerialGC"));
    }

    /** What a command begins with, so that it runs in here from its first instruction: a JVM counts its processors once. */
    List<String> entering() {
        return group.map(it -> List.of("/bin/sh", "-c", "echo $$ > " + it.resolve("cgroup.procs") + " && exec \"$@\"", "sh"))
                .orElse(List.of());
    }

    String heap() {
        return heap;
    }

    List<String> jvm() {
        return jvm;
    }

    /** Only when nothing runs in it any more. */
    @Override
    public void close() throws IOException {
        if (group.isPresent()) {
            Files.deleteIfExists(group.get());
        }
    }
}
