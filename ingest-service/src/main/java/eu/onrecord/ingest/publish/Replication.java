package eu.onrecord.ingest.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many copies an acknowledgement stands for, as the cluster tells it.
 *
 * @param topic of which
 * @param replicas of its partition that has the fewest
 * @param needed in sync for an acknowledgement
 */
record Replication(String topic, int replicas, int needed) {
    static final int SAFE = 2;

    /** What is unsafe about it, in words: one copy is lost with one disk. */
    Optional<String> danger() {
        var dangers = new ArrayList<String>();
        if (replicas < SAFE) {
            dangers.add("%s has %d replica".formatted(topic, replicas));
        }
        if (needed < SAFE) {
            dangers.add("%s acknowledges with %d in sync (min.insync.replicas)".formatted(topic, needed));
        }
        return dangers.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", dangers));
    }

    /** Of all of them. */
    static Optional<String> danger(List<Replication> topics) {
        var dangers = topics.stream().map(Replication::danger).flatMap(Optional::stream).toList();
        return dangers.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", dangers));
    }
}
