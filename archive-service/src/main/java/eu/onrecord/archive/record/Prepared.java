package eu.onrecord.archive.record;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

import eu.onrecord.archive.format.Commitment;
import eu.onrecord.archive.format.Enclosed;
import eu.onrecord.archive.format.Parts;
import eu.onrecord.archive.format.RecordEnvelope;
import eu.onrecord.archive.seal.DataKey;
import eu.onrecord.archive.seal.RecordSeal;

/**
 * A record that is ready to be inserted.
 *
 * @param hash by which the event is known again
 */
record Prepared(Recorded recorded, byte[] hash, DataKey key, byte[] sealed, byte[] commitment) {

    /** Seals and commits: some hundred microseconds, so never on an event loop. */
    static Prepared of(Item item, UUID id, byte[] hash, DataKey key, Instant now, SecureRandom random) {
        var recorded = new Recorded(id, now, item);
        var salt = new byte[Enclosed.SALT_BYTES];
        random.nextBytes(salt);
        var envelope = new RecordEnvelope(recorded.id(), item.type(), item.source(), item.time(), now, item.contentType(),
                item.thread(), item.legalEntity(), item.channel());
        return new Prepared(recorded, hash, key,
                RecordSeal.seal(key, recorded.id(), item.scope().name(), new Enclosed(salt, item.eventId(), item.value())),
                Commitment.of(envelope, salt, Parts.of(item.type(), item.eventId(), item.value())));
    }

    Item item() {
        return recorded.item();
    }

    @Override
    public String toString() {
        return "Prepared[" + recorded.id() + "]";
    }
}
