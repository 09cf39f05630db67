package eu.onrecord.ingest.provider;

import java.util.UUID;

import eu.onrecord.contract.chat.ChatEvent;

/** One thing found in a webhook. */
public sealed interface Finding {

    /**
     * Something that happened.
     *
     * @param id the same for the same happening, however often it is told
     */
    record Happening(UUID id, ChatEvent event) implements Finding {
    }

    /** Authentic, and not to be read or not for us: the webhook's body is kept apart until somebody has looked. */
    record Quarantined(Reason reason) implements Finding {
    }

    /** Told by the provider, and not to be kept. */
    record Ignored(String what) implements Finding {
    }
}
