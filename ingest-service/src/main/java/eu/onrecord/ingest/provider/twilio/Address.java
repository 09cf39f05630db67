package eu.onrecord.ingest.provider.twilio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.contract.chat.Network;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Person;
import eu.onrecord.ingest.provider.PhoneNumber;

/**
 * One end of a message: {@code whatsapp:+31..}, {@code whatsapp:NL.1349..}, or for SMS a bare number.
 *
 * @param full as it came
 */
record Address(String full) {

    /** Without the network's name. */
    String bare() {
        return bare(full);
    }

    /** An identifier without the network's name, which Twilio puts before it in some places. */
    static String bare(String identifier) {
        return identifier.substring(identifier.indexOf(':') + 1);
    }

    /**
     * The business number that this is, as the channel's configuration writes it: that may be the bare number, for all its
     * networks. Empty if it is none of the channel's.
     */
    Optional<String> businessOf(Channel channel) {
        return Stream.of(full, bare()).filter(channel::owns).findFirst();
    }

    /** What it says that the message travelled over: a number without a network's name is one of SMS. */
    Optional<Network> network() {
        var colon = full.indexOf(':');
        return switch (colon < 0 ? "" : full.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "whatsapp" -> Optional.of(Network.WHATSAPP);
            case "messenger" -> Optional.of(Network.MESSENGER);
            case "instagram" -> Optional.of(Network.INSTAGRAM);
            case "viber" -> Optional.of(Network.VIBER);
            case "rcs" -> Optional.of(Network.RCS);
            case "" -> PhoneNumber.is(full) ? Optional.of(Network.SMS) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The customer who is there, with what else came about them. */
    Person person(Optional<String> externalUserId, Optional<String> givenWaId, Optional<String> name, Identifier... more) {
        var userId = externalUserId.map(Address::bare);
        var waId = givenWaId.map(Address::bare);
        // digits there are an id of the network's
        var isNumber = network().filter(told -> told == Network.MESSENGER || told == Network.INSTAGRAM).isEmpty();
        var phone = Optional.of(bare()).filter(digits -> isNumber && PhoneNumber.is(digits)).map(PhoneNumber::e164);
        var user = userId.or(() -> phone.isPresent() ? Optional.empty() : Optional.of(bare()));
        List<Identifier> others = new ArrayList<>();
        waId.filter(id -> !userId.equals(Optional.of(id))).filter(id -> !phone.equals(Optional.of(PhoneNumber.e164(id))))
                .filter(id -> !user.equals(Optional.of(id)))
                .ifPresent(id -> others.add(new Identifier("WaId", id)));
        if (phone.isEmpty() && !user.equals(Optional.of(bare()))) {
            others.add(new Identifier("From", bare()));
        }
        others.addAll(List.of(more));
        return new Person(userId.orElse(bare()),
                new Customer(phone.orElse(null), user.orElse(null), name.orElse(null), others));
    }

    @Override
    public String toString() {
        return "Address[redacted]";
    }
}
