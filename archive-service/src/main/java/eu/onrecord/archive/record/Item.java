package eu.onrecord.archive.record;

import java.util.UUID;

import eu.onrecord.archive.seal.Scope;
import io.vertx.mutiny.sqlclient.Row;

/**
 * Something to be recorded. What it came without is null.
 *
 * @param id the record's; null where any will do
 * @param eventId the same for the same happening: it is recorded once
 * @param scope whose key it is sealed under
 * @param thread Kafka's key; null for what is of no thread
 * @param type the CloudEvents type, as it came
 * @param source the CloudEvents source, as it came
 * @param time the CloudEvents time, as it came
 * @param contentType as it came
 * @param legalEntity whose it is, where it was understood
 * @param channel it came over, where it was understood
 * @param ownTime when it happened, by the event itself
 * @param isUnderstood whether it is an event that this version knows
 * @param origin where it can be fetched again; null for what was made here
 * @param value the event's bytes
 */
public record Item(UUID id, UUID eventId, Scope scope, String thread, String type, String source, String time,
        String contentType,
        String legalEntity, String channel, OwnTime ownTime, boolean isUnderstood, Origin origin, byte[] value) {

    /** One whose record may have any id. */
    public Item(UUID eventId, Scope scope, String thread, String type, String source, String time, String contentType,
            String legalEntity, String channel, OwnTime ownTime, boolean isUnderstood, Origin origin, byte[] value) {
        this(null, eventId, scope, thread, type, source, time, contentType, legalEntity, channel, ownTime, isUnderstood,
                origin, value);
    }

    /** The same, with an id of which something was made already. */
    public Item as(UUID record) {
        return new Item(record, eventId, scope, thread, type, source, time, contentType, legalEntity, channel, ownTime,
                isUnderstood, origin, value);
    }

    /** A place in Kafka. */
    public record Origin(String topic, int partition, long offset) {
        /** In words; null of none. */
        public static String text(Origin origin) {
            return origin == null ? null : origin.topic() + "/" + origin.partition() + "/" + origin.offset();
        }

        /**
         * As a row has it.
         *
         * @return null if it has none, or one that is no place: no row of ours is so
         */
        public static Origin of(Row row) {
            var topic = row.getString("origin_topic");
            var partition = row.getInteger("origin_partition");
            var offset = row.getLong("origin_offset");
            return topic == null || partition == null || offset == null || partition < 0 || offset < 0 ? null
                    : new Origin(topic, partition, offset);
        }
    }

    @Override
    public String toString() {
        return "Item[" + type + ", " + value.length + " bytes]";
    }
}
