package eu.onrecord.ingest.provider;

import java.time.Instant;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;

/** What one item says, whoever it concerns; null for what it does not say. */
public record Facts(Kind kind, Direction direction, Source source, Instant occurredAt, Message message, Status status,
        IdentityChange identityChange, Preference preference) {

    /** Something live. */
    public static Facts of(Kind kind, Direction direction, Instant occurredAt) {
        return new Facts(kind, direction, Source.LIVE, occurredAt, null, null, null, null);
    }

    public Facts source(Source told) {
        return new Facts(kind, direction, told, occurredAt, message, status, identityChange, preference);
    }

    public Facts message(Message told) {
        return new Facts(kind, direction, source, occurredAt, told, status, identityChange, preference);
    }

    public Facts status(Status told) {
        return new Facts(kind, direction, source, occurredAt, message, told, identityChange, preference);
    }

    public Facts identityChange(IdentityChange told) {
        return new Facts(kind, direction, source, occurredAt, message, status, told, preference);
    }

    public Facts preference(Preference told) {
        return new Facts(kind, direction, source, occurredAt, message, status, identityChange, told);
    }

    @Override
    public String toString() {
        return "Facts[" + kind + "]";
    }
}
