package eu.onrecord.ingest.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Direction;
import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.content.Bounded;
import eu.onrecord.ingest.provider.Finding.Happening;

/** Makes events of what one webhook says: what all of them have in common is told once. For one thread. */
public final class Happenings {
    /** The id of a message to which the provider gave none: it is given the event's. */
    public static final String NO_ID = "";

    /** A full body of Meta's, of a thousand messages, is kept in some four. */
    private static final long MOST_BYTES_KEPT = 16L * 1024 * 1024;

    /** Of an event that says next to nothing. */
    private static final int AROUND = 512;

    private static final List<Part> NOTHING = List.of(
            new Part(PartType.WITHHELD, "The provider handed over nothing of this.", List.of()));

    private final Channel channel;
    private final Authentication authentication;
    private final ThreadKey threadKey;
    private final String mediaType;
    private Network network;
    private long bytesKept;

    /**
     * @param mediaType of the originals
     * @param network what it all travelled over; null where nothing tells
     */
    public Happenings(Channel channel, Authentication authentication, ThreadKey threadKey, String mediaType, Network network) {
        this.network = network;
        this.channel = channel;
        this.authentication = authentication;
        this.threadKey = threadKey;
        this.mediaType = mediaType;
    }

    /** When the webhook was received. */
    public Instant receivedAt() {
        return authentication.at();
    }

    /** A wish that is told without a time, null, holds from when it came. */
    public Facts preferenceAt(Instant told) {
        return told == null ? Facts.received(Kind.PREFERENCE_CHANGE, Direction.INBOUND, receivedAt())
                : Facts.of(Kind.PREFERENCE_CHANGE, Direction.INBOUND, told);
    }

    /** What is told from now on travelled over this network; null where nothing tells. */
    public void over(Network told) {
        network = told;
    }

    /**
     * Something with a message id of the provider.
     *
     * @param what happened to the message; the event's id is made of both
     * @param business the provider's id of the business number
     * @param original the provider's own bytes of it
     * @throws TooMuchException if what is kept of this webhook takes too much room together
     */
    public Happening of(Facts facts, String business, Optional<Person> person, byte[] original, String messageId, String what) {
        return of(facts, business, person, original, EventId.of(channel.name(), messageId, what));
    }

    /**
     * Something without one: its id is made of its bytes.
     *
     * @throws TooMuchException if what is kept of this webhook takes too much room together
     */
    public Happening of(Facts facts, String business, Optional<Person> person, byte[] original) {
        return of(facts, business, person, original, EventId.ofFragment(channel.name(), original));
    }

    private Happening of(Facts facts, String told, Optional<Person> person, byte[] original, UUID id) {
        var business = Bounded.name(told);
        var customer = Bounded.customer(person.map(Person::customer).orElse(null));
        var message = named(Bounded.message(shown(facts.message())), id);
        bytesKept += AROUND + business.length() + original.length
                + (customer == null || customer.name() == null ? 0 : customer.name().length())
                + (message == null ? 0 : Bounded.characters(message))
                + (facts.status() == null ? 0 : Bounded.characters(facts.status().details()))
                + (facts.preference() == null ? 0 : Bounded.characters(facts.preference().details()));
        if (bytesKept > MOST_BYTES_KEPT) {
            throw new TooMuchException();
        }
        var thread = threadKey.threadOf(channel.name(), business, person.map(Person::identifier).orElse(""));
        return new Happening(id, new ChatEvent(channel.legalEntity(), channel.name(), channel.provider(), network, business,
                thread, customer, facts.direction(), facts.kind(),
                facts.source(),
                message, Bounded.status(facts.status()), Bounded.identityChange(facts.identityChange()),
                Bounded.preference(facts.preference()),
                facts.occurredAt(),
                facts.timeOf(), authentication.at(), new Original(mediaType, original, authentication)));
    }

    /** Of what the provider handed over nothing, that is said. */
    private static Message shown(Message message) {
        return message == null || !message.content().isEmpty() ? message : message.content(NOTHING);
    }

    private static Message named(Message message, UUID id) {
        return message == null || !message.id().equals(NO_ID) ? message : message.id(id.toString());
    }

    /** A small body can ask to be kept as an enormous one, when every item repeats what surrounds it. */
    static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooMuchException() {
            super("too much in one webhook", null, false, false);
        }
    }
}
