package eu.onrecord.archive.format;

import java.util.List;
import java.util.UUID;

/**
 * A record, worked out: what FORMAT.md says must give just this. Bytes are in hex.
 *
 * @param about what it shows
 * @param value the event's bytes
 * @param sealed what opens to salt, event id and value; sealing again would give others
 */
record Vector(String about, UUID recordId, String type, String source, String time, long recordedAtMillis, String contentType,
        String thread, String legalEntity, String channel, String salt, UUID eventId, String value, List<VectorPart> parts,
        String commitment, String leafEntry, String dataKey, UUID keyId, String scope, String sealed) {

    /** A part with its salt and its hash. */
    record VectorPart(String name, String bytes, String salt, String hash) {
    }
}
