package eu.onrecord.ingest.provider.whatsapp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.contract.chat.Customer;
import eu.onrecord.ingest.provider.whatsapp.Change.Contact;

/**
 * The customer of an item, with the contact that the provider sent along for them.
 *
 * @param identifier as the provider gave it: the business-scoped user id if there is one, else the phone number
 * @param customer everything that is known of them
 * @param contact the contact's own bytes, if there is one
 */
record Party(String identifier, Customer customer, Optional<Contact> contact) {
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,20}");
    /** Business-scoped ids have a country code and up to 128 characters more; opaque, so only the length is held to. */
    private static final int LONGEST_IDENTIFIER = 256;

    /**
     * Joins an item's own identifiers with the contact that bears one of them; never with the first contact, which may be
     * another person.
     *
     * @param address what the item calls the customer: a phone number, or since usernames exist a user id
     * @param userId what the item gives as the business-scoped id
     * @return empty if nothing says who it is
     */
    static Optional<Party> of(JsonNode address, JsonNode userId, List<Contact> contacts) {
        var given = identifier(address);
        var phone = given.filter(Party::isPhone);
        var user = identifier(userId).or(() -> given.filter(id -> !isPhone(id)));
        var contact = contacts.stream().filter(candidate -> belongs(candidate.node(), phone, user)).findFirst();
        var known = contact.map(Contact::node);
        var bestPhone = phone.or(() -> known.flatMap(node -> identifier(node.path("wa_id"))).filter(Party::isPhone));
        var bestUser = user.or(() -> known.flatMap(node -> identifier(node.path("user_id"))));
        var name = known.map(node -> node.path("profile").path("name").asText(null)).orElse(null);
        return bestUser.or(() -> bestPhone).map(id -> new Party(id,
                new Customer(bestPhone.map(Party::e164).orElse(null), bestUser.orElse(null), name), contact));
    }

    static String e164(String phone) {
        return phone.startsWith("+") ? phone : "+" + phone;
    }

    static boolean isPhone(String identifier) {
        return PHONE.matcher(identifier).matches();
    }

    private static boolean belongs(JsonNode contact, Optional<String> phone, Optional<String> user) {
        var contactUser = identifier(contact.path("user_id"));
        var contactPhone = identifier(contact.path("wa_id"));
        return user.isPresent() && user.equals(contactUser) || phone.isPresent() && phone.equals(contactPhone);
    }

    private static Optional<String> identifier(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() && node.textValue().length() <= LONGEST_IDENTIFIER
                && node.textValue().chars().noneMatch(Character::isISOControl) ? Optional.of(node.textValue())
                        : Optional.empty();
    }
}
