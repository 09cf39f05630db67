package eu.onrecord.ingest.provider;

import java.time.Instant;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;
import eu.onrecord.contract.chat.TimeOf;

/** What one item says, whoever it concerns; null for what it does not say. */
public record Facts(Kind kind, Direction direction, Source source, Instant occurredAt, TimeOf timeOf, Message message,
        Status status, IdentityChange identityChange, Preference preference) {

    /** Something live, at the provider's time, where it told one. */
    public static Facts of(Kind kind, Direction direction, Instant occurredAt) {
        return new Facts(kind, direction, Source.LIVE, occurredAt, occurredAt == null ? null : TimeOf.PROVIDER, null, null,
                null,
                null);
    }

    /** Something live of which the provider tells no time, ever: it happened when it was received. */
    public static Facts received(Kind kind, Direction direction, Instant receivedAt) {
        return new Facts(kind, direction, Source.LIVE, receivedAt, TimeOf.RECEIPT, null, null, null, null);
    }

    public Facts source(Source told) {
        return new Facts(kind, direction, told, occurredAt, timeOf, message, status, identityChange, preference);
    }

    /** A message whose id is {@link Happenings#NO_ID} is given the event's. */
    public Facts message(Message told) {
        return new Facts(kind, direction, source, occurredAt, timeOf, told, status, identityChange, preference);
    }

    public Facts status(Status told) {
        return new Facts(kind, direction, source, occurredAt, timeOf, message, told, identityChange, preference);
    }

    public Facts identityChange(IdentityChange told) {
        return new Facts(kind, direction, source, occurredAt, timeOf, message, status, told, preference);
    }

    public Facts preference(Preference told) {
        return new Facts(kind, direction, source, occurredAt, timeOf, message, status, identityChange, told);
    }

    @Override
    public String toString() {
        return "Facts[" + kind + "]";
    }
}
