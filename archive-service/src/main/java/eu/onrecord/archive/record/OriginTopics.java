package eu.onrecord.archive.record;

import java.util.Map;
import java.util.Set;

import eu.onrecord.contract.wire.Topic;

/** Which topic a record can have come from. Pure. */
final class OriginTopics {
    /** What is made here comes from nowhere. */
    static final String OWN_SOURCE = "/onrecord/archive-service";
    private static final Map<String, String> TOPICS = Map.of("eu.onrecord.chat.", Topic.CHAT, "eu.onrecord.consent.",
            Topic.CONSENT, "eu.onrecord.act.", Topic.ACTS);

    private OriginTopics() {
    }

    /**
     * Whether a record of that type, from there, can stand in that topic. What nobody understands may be anything, in any.
     *
     * @param topic null of what was made here
     */
    static boolean fit(String type, String source, boolean isUnderstood, String topic) {
        if (OWN_SOURCE.equals(source)) {
            return topic == null;
        }
        if (topic == null || !isUnderstood || type == null) {
            return topic != null && Set.copyOf(TOPICS.values()).contains(topic);
        }
        return TOPICS.entrySet().stream().anyMatch(it -> type.startsWith(it.getKey()) && topic.equals(it.getValue()));
    }
}
