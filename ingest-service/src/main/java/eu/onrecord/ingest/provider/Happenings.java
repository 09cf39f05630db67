package eu.onrecord.ingest.provider;

import java.util.Optional;
import java.util.UUID;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Original;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.contract.wire.EventId;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Finding.Happening;

/** Makes events of what one webhook says: what all of them have in common is told once. For one thread. */
public final class Happenings {
    /** A full body of Meta's, of a thousand messages, is kept in some four. */
    private static final long MOST_BYTES_KEPT = 16L * 1024 * 1024;

    private final Channel channel;
    private final Authentication authentication;
    private final ThreadKey threadKey;
    private final String mediaType;
    private long bytesKept;

    /** @param mediaType of the originals */
    public Happenings(Channel channel, Authentication authentication, ThreadKey threadKey, String mediaType) {
        this.channel = channel;
        this.authentication = authentication;
        this.threadKey = threadKey;
        this.mediaType = mediaType;
    }

    /**
     * Something with a message id of the provider.
     *
     * @param what happened to the message; the event's id is made of both
     * @param business the provider's id of the business number
     * @param original the provider's own bytes of it
     * @throws TooMuchException if the originals of this webhook take too much room together
     */
    public Happening of(Facts facts, String business, Optional<Person> person, byte[] original, String messageId, String what) {
        return of(facts, business, person, original, EventId.of(channel.name(), messageId, what));
    }

    /**
     * Something without one: its id is made of its bytes.
     *
     * @throws TooMuchException if the originals of this webhook take too much room together
     */
    public Happening of(Facts facts, String business, Optional<Person> person, byte[] original) {
        return of(facts, business, person, original, EventId.ofFragment(channel.name(), original));
    }

    private Happening of(Facts facts, String business, Optional<Person> person, byte[] original, UUID id) {
        bytesKept += original.length;
        if (bytesKept > MOST_BYTES_KEPT) {
            throw new TooMuchException();
        }
        var thread = threadKey.threadOf(channel.name(), business, person.map(Person::identifier).orElse(""));
        return new Happening(id, new ChatEvent(channel.legalEntity(), channel.name(), channel.provider(), business, thread,
                person.map(Person::customer).orElse(null), facts.direction(), facts.kind(), facts.source(), facts.message(),
                facts.status(), facts.identityChange(), facts.preference(), facts.occurredAt(), authentication.at(),
                new Original(mediaType, original, authentication)));
    }

    /** A small body can ask to be kept as an enormous one, when every item repeats what surrounds it. */
    static final class TooMuchException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooMuchException() {
            super("too much in one webhook", null, false, false);
        }
    }
}
