package eu.onrecord.ingest.publish;

import java.util.List;
import java.util.OptionalInt;

/** Whether the cluster could acknowledge a chat event, as it tells somebody else than the producer. */
enum ClusterState {
    /** Nobody answers, or no partition has a leader, or replicas enough. */
    AWAY,
    /** It answers, and whoever asks may not write there. */
    FORBIDDEN,
    /** A partition has a leader, and it is not told how many replicas it needs: only sending can tell. */
    MAY_TAKE,
    TAKES;

    /**
     * A partition.
     *
     * @param inSync how many of its replicas are in sync; 0 where it has no leader
     * @param replicas how many it has
     */
    record Partition(int inSync, int replicas) {
    }

    /** Whether an event can be sent, as far as others know. */
    boolean answers() {
        return this == MAY_TAKE || this == TAKES;
    }

    /** @param needed how many replicas have to be in sync; empty where it may not be asked */
    static ClusterState of(OptionalInt needed, List<Partition> partitions) {
        var led = partitions.stream().filter(it -> it.inSync() > 0).toList();
        return led.stream().anyMatch(it -> it.inSync() >= needed.orElse(it.replicas())) ? TAKES
                : needed.isEmpty() && !led.isEmpty() ? MAY_TAKE : AWAY;
    }
}
