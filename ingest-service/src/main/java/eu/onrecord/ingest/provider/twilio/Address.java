package eu.onrecord.ingest.provider.twilio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Identifier;
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
        return full.substring(full.indexOf(':') + 1);
    }

    /** A channel may be configured with the bare number, for all its networks. */
    boolean isOf(Channel channel) {
        return channel.owns(full) || channel.owns(bare());
    }

    /** The customer who is there, with what else came about them. */
    Person person(Optional<String> userId, Optional<String> waId, Optional<String> name) {
        var phone = Optional.of(bare()).filter(PhoneNumber::is).map(PhoneNumber::e164);
        var user = userId.or(() -> phone.isPresent() ? Optional.empty() : Optional.of(bare()));
        List<Identifier> others = new ArrayList<>();
        waId.filter(id -> !phone.equals(Optional.of(PhoneNumber.e164(id)))).filter(id -> !user.equals(Optional.of(id)))
                .ifPresent(id -> others.add(new Identifier("WaId", id)));
        if (phone.isEmpty() && !user.equals(Optional.of(bare()))) {
            others.add(new Identifier("From", bare()));
        }
        return new Person(userId.orElse(bare()),
                new Customer(phone.orElse(null), user.orElse(null), name.orElse(null), others));
    }

    @Override
    public String toString() {
        return "Address[redacted]";
    }
}
