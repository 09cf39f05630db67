package eu.onrecord.ingest.publish;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Hands bytes on as they are, and hears of which cluster they go to: what Kafka tells its serializers, and nobody else. A
 * producer's id and its numbers are one cluster's.
 */
final class HomeCluster extends ByteArraySerializer implements ClusterResourceListener {
    private volatile String first;
    private volatile boolean left;

    @Override
    public void onUpdate(ClusterResource told) {
        var id = told == null ? null : told.clusterId();
        if (id == null) {
            return;
        }
        if (first == null) {
            first = id;
        }
        left |= !first.equals(id);
    }

    /** Whether another cluster answers than the first that did. */
    boolean isLeft() {
        return left;
    }
}
