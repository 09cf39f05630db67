package eu.onrecord.ingest.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many copies an acknowledgement stands for, as the cluster tells it.
 *
 * @param topic of which
 * @param replicas of its partition that has the fewest; empty where it is not told, and nothing is held against it
 * @param needed in sync for an acknowledgement; likewise
 */
record Replication(String topic, OptionalInt replicas, OptionalInt needed) {
    private static final int SAFE = 2;

    boolean isTold() {
        return replicas.isPresent() && needed.isPresent();
    }

    /** What is unsafe about it, in words: one copy is lost with one disk. */
    Optional<String> danger() {
        var dangers = new ArrayList<String>();
        if (replicas.orElse(SAFE) < SAFE) {
            dangers.add("%s has %d replica".formatted(topic, replicas.getAsInt()));
        }
        if (needed.orElse(SAFE) < SAFE) {
            dangers.add("%s acknowledges with %d in sync (min.insync.replicas)".formatted(topic, needed.getAsInt()));
        }
        return dangers.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", dangers));
    }

    /** Of all of them. */
    static Optional<String> danger(List<Replication> topics) {
        var dangers = topics.stream().map(Replication::danger).flatMap(Optional::stream).toList();
        return dangers.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", dangers));
    }
}
