package eu.onrecord.consent.intake;

import java.time.Instant;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.TimeOf;

/** When something happened, as far as a provider's clock can be believed. */
final class ProviderTime {
    private ProviderTime() {
    }

    /**
     * Nothing happened after we heard of it: a clock that is ahead would hold a window open, and would make one wish younger
     * than another. What is told without a readable time happened when we heard of it; only a message then stays without one,
     * because it must open no window.
     */
    static ChatEvent believed(ChatEvent event) {
        var at = event.occurredAt();
        if (at == null) {
            return event.kind() == Kind.MESSAGE || event.kind() == Kind.UNSUPPORTED ? event : received(event);
        }
        return at.isAfter(event.receivedAt()) ? received(event) : event;
    }

    /** It happened when we heard of it. */
    static ChatEvent received(ChatEvent event) {
        return at(event, event.receivedAt());
    }

    private static ChatEvent at(ChatEvent it, Instant at) {
        return new ChatEvent(it.legalEntity(), it.channel(), it.provider(), it.network(), it.business(), it.thread(),
                it.customer(), it.direction(), it.kind(), it.source(), it.message(), it.status(), it.identityChange(),
                it.preference(), at, TimeOf.RECEIPT, it.receivedAt(), it.original());
    }
}
