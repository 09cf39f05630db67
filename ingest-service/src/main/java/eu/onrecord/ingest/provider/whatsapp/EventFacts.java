package eu.onrecord.ingest.provider.whatsapp;

import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.IdentityChange;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Preference;
import eu.onrecord.contract.chat.Source;
import eu.onrecord.contract.chat.Status;

/** What one item says, before it is known whom it concerns. */
record EventFacts(Kind kind, Direction direction, Source source, Message message, Status status,
        IdentityChange identityChange, Preference preference) {

    static EventFacts of(Kind kind, Direction direction) {
        return new EventFacts(kind, direction, Source.LIVE, null, null, null, null);
    }

    EventFacts source(Source told) {
        return new EventFacts(kind, direction, told, message, status, identityChange, preference);
    }

    EventFacts content(Content content) {
        return new EventFacts(kind, direction, source, content.message(), status, content.identityChange(), preference);
    }

    EventFacts status(Status told) {
        return new EventFacts(kind, direction, source, message, told, identityChange, preference);
    }

    EventFacts preference(Preference told) {
        return new EventFacts(kind, direction, source, message, status, identityChange, told);
    }
}
