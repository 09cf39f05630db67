package eu.onrecord.ingest.publish;

import java.util.Set;

/** The cluster, as it is seen by another client than the producer. Each question may take seconds. */
@FunctionalInterface
interface Cluster {

    /**
     * Whether it could acknowledge a chat event.
     *
     * @param partitions in which of the topic's; empty for any
     */
    ClusterState state(Set<Integer> partitions);
}
