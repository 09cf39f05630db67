package eu.onrecord.consent.customer;

import java.time.Instant;
import java.util.UUID;

import eu.onrecord.contract.chat.ChatEvent;

/** A thread, the customer it belongs to, and when they last wrote in it. */
public final class ChatThread {
    public String id;
    public UUID customerId;
    public String channel;
    public String business;
    public Instant lastInboundAt;
    /** The hash of the identifier that they were last heard by. */
    public byte[] heardBy;

    /** The thread of an event. */
    public static ChatThread of(ChatEvent event, UUID customer) {
        var thread = new ChatThread();
        thread.id = event.thread().value();
        thread.customerId = customer;
        thread.channel = event.channel();
        thread.business = event.business();
        return thread;
    }

    /**
     * Late and repeated messages do not turn the clock back.
     *
     * @return whether it moved on
     */
    public boolean heardAt(Instant at) {
        if (lastInboundAt != null && !at.isAfter(lastInboundAt)) {
            return false;
        }
        lastInboundAt = at;
        return true;
    }
}
