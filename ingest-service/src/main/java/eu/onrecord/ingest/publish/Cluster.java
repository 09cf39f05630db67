package eu.onrecord.ingest.publish;

import java.util.Optional;
import java.util.Set;

/** The cluster, as it is seen by another client than the producer. Each question may take seconds. */
interface Cluster {

    /**
     * Whether it could acknowledge a chat event.
     *
     * @param partitions in which of the topic's; empty for any
     */
    ClusterState state(Set<Integer> partitions);

    /** By what the chat's topic is told from one of its name that is made anew; empty while nobody answers. */
    Optional<String> chatTopic();
}
