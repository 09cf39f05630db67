package eu.onrecord.consent.customer;

import java.time.Instant;
import java.util.UUID;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Network;

/** A thread, the customer it belongs to, and when they last wrote in it. */
public final class ChatThread {
    public String id;
    public UUID customerId;
    public String channel;
    public String business;
    public Instant lastInboundAt;
    /** What they last wrote over; null where the provider does not tell. */
    public Network network;
    /** The hash of the identifier that they were last heard by. */
    public byte[] heardBy;
    /** The hash of the identifier that the thread is of, for good; null for one of before that was noted. */
    public byte[] knownAs;

    /** The thread of an event. */
    public static ChatThread of(ChatEvent event, UUID customer) {
        var thread = new ChatThread();
        thread.id = event.thread().value();
        thread.customerId = customer;
        thread.channel = event.channel();
        thread.business = event.business();
        thread.network = event.network();
        return thread;
    }

    /**
     * Late and repeated messages do not turn the clock back.
     *
     * @return whether it moved on
     */
    public boolean heardAt(Instant at, Network over) {
        if (lastInboundAt != null && !at.isAfter(lastInboundAt)) {
            return false;
        }
        lastInboundAt = at;
        network = over == null ? network : over;
        return true;
    }
}
