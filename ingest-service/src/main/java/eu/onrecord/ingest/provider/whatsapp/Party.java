package eu.onrecord.ingest.provider.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Person;
import eu.onrecord.ingest.provider.PhoneNumber;

/**
 * The customer of an item, with the contact that the provider sent along for them.
 *
 * @param person the business-scoped user id tells them if there is one, else the phone number
 * @param contact as it came, if there is one
 */
record Party(Person person, Optional<JsonSlice> contact) {
    /** Business-scoped ids have a country code and up to 128 characters more; opaque, so only the length is held to. */
    private static final int LONGEST_IDENTIFIER = 256;

    /** Empty if nothing in that place says who it is. */
    static Optional<Party> of(JsonSlice item, Place place, Contacts contacts) {
        return of(place.addressIn(item), item, place, contacts);
    }

    /**
     * Joins an item's own identifiers with the contact that bears one of them; never with the first contact, which may be
     * another person.
     *
     * @param address what the customer is called, where the item does not tell that itself
     * @return empty if nothing says who it is
     */
    static Optional<Party> of(JsonSlice address, JsonSlice item, Place place, Contacts contacts) {
        var given = identifier(address);
        return of(given, identifier(place.userIdIn(item)).or(() -> given.filter(id -> !PhoneNumber.is(id))), item, place,
                contacts);
    }

    /** Whoever had this user id until now: they are known by it, by their phone number, or by both. */
    static Optional<Party> until(JsonSlice userId, JsonSlice item, Place place, Contacts contacts) {
        return of(identifier(place.addressIn(item)), identifier(userId), item, place, contacts);
    }

    private static Optional<Party> of(Optional<String> given, Optional<String> user, JsonSlice item, Place place,
            Contacts contacts) {
        var phone = given.filter(PhoneNumber::is);
        var contact = contacts.find(phone, user);
        var bestPhone = phone.or(() -> contact.flatMap(known -> identifier(known.at("wa_id"))).filter(PhoneNumber::is));
        var bestUser = user.or(() -> contact.flatMap(known -> identifier(known.at("user_id"))));
        var name = contact.map(known -> known.at("profile", "name").textOrNull()).orElse(null);
        return bestUser.or(() -> bestPhone).map(id -> new Party(new Person(id, new Customer(
                bestPhone.map(PhoneNumber::e164).orElse(null), bestUser.orElse(null), name,
                others(bestPhone, bestUser, given, identifier(place.parentUserIdIn(item)), contact))), contact));
    }

    /** What is given beside the phone number and the user id, each once. */
    private static List<Identifier> others(Optional<String> phone, Optional<String> user, Optional<String> address,
            Optional<String> parent, Optional<JsonSlice> contact) {
        var told = new ArrayList<Identifier>();
        address.ifPresent(value -> told.add(new Identifier("address", value)));
        parent.ifPresent(value -> told.add(new Identifier("parent_user_id", value)));
        contact.ifPresent(known -> {
            for (var scheme : List.of("wa_id", "user_id", "parent_user_id")) {
                identifier(known.at(scheme)).ifPresent(value -> told.add(new Identifier(scheme, value)));
            }
            identifier(known.at("profile", "username")).or(() -> identifier(known.at("username")))
                    .ifPresent(value -> told.add(new Identifier("username", value)));
        });
        told.removeIf(identifier -> PhoneNumber.same(phone, Optional.of(identifier.value()))
                || user.isPresent() && user.get().equals(identifier.value()));
        return told.size() < 2 ? told : told.stream().distinct().toList();
    }

    /** What is one, and not too long; also a number that stands there as one. */
    static Optional<String> identifier(JsonSlice value) {
        return (value.isInteger() ? value.scalar() : value.text()).filter(Party::isIdentifier);
    }

    private static boolean isIdentifier(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return !text.isBlank() && text.length() <= LONGEST_IDENTIFIER;
    }
}
