package eu.onrecord.ingest.provider.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.contract.chat.Identifier;
import eu.onrecord.ingest.provider.Person;
import eu.onrecord.ingest.provider.PhoneNumber;
import eu.onrecord.ingest.provider.whatsapp.Change.Contact;

/**
 * The customer of an item, with the contact that the provider sent along for them.
 *
 * @param person the business-scoped user id tells them if there is one, else the phone number
 * @param contact the contact's own bytes, if there is one
 */
record Party(Person person, Optional<Contact> contact) {
    /** Business-scoped ids have a country code and up to 128 characters more; opaque, so only the length is held to. */
    private static final int LONGEST_IDENTIFIER = 256;

    /** Empty if nothing in that place says who it is. */
    static Optional<Party> of(JsonNode item, Place place, List<Contact> contacts) {
        return of(place.addressIn(item), item, place, contacts);
    }

    /**
     * Joins an item's own identifiers with the contact that bears one of them; never with the first contact, which may be
     * another person.
     *
     * @param address what the customer is called, where the item does not tell that itself
     * @return empty if nothing says who it is
     */
    static Optional<Party> of(JsonNode address, JsonNode item, Place place, List<Contact> contacts) {
        var given = identifier(address);
        var phone = given.filter(PhoneNumber::is);
        var user = identifier(place.userIdIn(item)).or(() -> given.filter(id -> !PhoneNumber.is(id)));
        var contact = contacts.stream().filter(candidate -> belongs(candidate.node(), phone, user)).findFirst();
        var known = contact.map(Contact::node);
        var bestPhone = phone.or(() -> known.flatMap(node -> identifier(node.path("wa_id"))).filter(PhoneNumber::is));
        var bestUser = user.or(() -> known.flatMap(node -> identifier(node.path("user_id"))));
        var name = known.map(node -> node.path("profile").path("name").asText(null)).orElse(null);
        return bestUser.or(() -> bestPhone).map(id -> new Party(new Person(id, new Customer(
                bestPhone.map(PhoneNumber::e164).orElse(null), bestUser.orElse(null), name,
                others(bestPhone, bestUser, given, identifier(place.parentUserIdIn(item)), known))), contact));
    }

    /** What is given beside the phone number and the user id, each once. */
    private static List<Identifier> others(Optional<String> phone, Optional<String> user, Optional<String> address,
            Optional<String> parent, Optional<JsonNode> contact) {
        var told = new ArrayList<Identifier>();
        address.ifPresent(value -> told.add(new Identifier("address", value)));
        parent.ifPresent(value -> told.add(new Identifier("parent_user_id", value)));
        contact.ifPresent(node -> {
            for (var scheme : List.of("wa_id", "user_id", "parent_user_id")) {
                identifier(node.path(scheme)).ifPresent(value -> told.add(new Identifier(scheme, value)));
            }
            identifier(node.at("/profile/username")).or(() -> identifier(node.path("username")))
                    .ifPresent(value -> told.add(new Identifier("username", value)));
        });
        return told.stream()
                .filter(identifier -> !phone.map(PhoneNumber::e164).equals(Optional.of(PhoneNumber.e164(identifier.value())))
                        && !user.equals(Optional.of(identifier.value())))
                .distinct().toList();
    }

    private static boolean belongs(JsonNode contact, Optional<String> phone, Optional<String> user) {
        var contactUser = identifier(contact.path("user_id"));
        var contactPhone = identifier(contact.path("wa_id"));
        return user.isPresent() && user.equals(contactUser)
                || phone.isPresent() && phone.map(PhoneNumber::e164).equals(contactPhone.map(PhoneNumber::e164));
    }

    private static Optional<String> identifier(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() && node.textValue().length() <= LONGEST_IDENTIFIER
                && node.textValue().chars().noneMatch(Character::isISOControl) ? Optional.of(node.textValue())
                        : Optional.empty();
    }
}
