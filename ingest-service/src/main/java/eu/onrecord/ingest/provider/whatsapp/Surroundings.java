package eu.onrecord.ingest.provider.whatsapp;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.contract.chat.Message;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.content.Told;
import eu.onrecord.ingest.content.Unread;
import eu.onrecord.ingest.json.JsonSlice;

/** What stands around the items of a change: the people whom it names, and the business number. */
final class Surroundings {
    /**
     * E.164, or ISO 3166-1's country code before an id of Meta's. North America's numbers have eleven digits: so no time since
     * 1970 and no account's id is one; and no date is.
     */
    private static final Pattern SOMEBODYS = Pattern.compile(
            "\\+?(?!20[0-9]{6}$)(?:1[0-9]{10}|[2-9][0-9]{7,14})|[A-Z]{2}\\.(?=.*[0-9])[A-Za-z0-9.]{5,128}");

    private final Change change;
    private final Contacts contacts;

    Surroundings(Change change) {
        this.change = change;
        this.contacts = new Contacts(change.contacts());
    }

    Contacts contacts() {
        return contacts;
    }

    /** The customer of an item that says so in that place; empty if it does not. */
    Optional<Party> party(JsonSlice item, Place place) {
        return Party.of(item, place, contacts);
    }

    /**
     * The customer of what is no item of a chat, where it names just one person beside the company: by a phone number or a
     * business-scoped user id, in a place where Meta names people. Nobody is made a customer of any other word.
     *
     * @param item a member, or all that changed, with its contacts
     */
    Optional<Party> onlyCustomer(JsonSlice item) {
        var beside = Stream.of("sender", "recipient", "customer", "user").map(item::at).filter(JsonSlice::isObject)
                .flatMap(person -> Stream.of("phone_number", "wa_id", "user_id").map(person::at)
                        .filter(Surroundings::isSomebodys)
                        .flatMap(address -> Party.of(address, person, Place.PREFERENCE, contacts).stream()).limit(1));
        var inside = Stream.of(Place.SENDER, Place.RECIPIENT, Place.PREFERENCE)
                .filter(place -> isSomebodys(place.addressIn(item))).flatMap(place -> party(item, place).stream());
        var known = item.at("contacts").elements().stream().filter(contact -> isSomebodys(contact.at("wa_id"))
                || isSomebodys(contact.at("user_id"))).flatMap(contact -> party(contact, Place.PREFERENCE).stream());
        // whose number a change does not tell, its own number cannot be told from a customer's
        var told = change.displayNumber().isEmpty() ? known : Stream.of(inside, beside, known).flatMap(parties -> parties);
        var named = told.filter(party -> !isBusiness(party))
                .collect(Collectors.toMap(party -> party.person().identifier(), party -> party, (first, same) -> first));
        return named.size() == 1 ? Optional.of(named.values().iterator().next()) : Optional.empty();
    }

    private static boolean isSomebodys(JsonSlice address) {
        return address.scalar().filter(text -> SOMEBODYS.matcher(text).matches()).isPresent();
    }

    private boolean isBusiness(Party party) {
        var phone = party.person().customer().phone();
        return change.isBusiness(party.person().identifier()) || phone != null && change.isBusiness(phone);
    }

    /** A message with what nobody read of its item, of its contact and of what surrounds it. */
    Message with(Message message, Told item, TechnicalPaths technical, Optional<Party> party) {
        var contact = party.flatMap(Party::contact);
        // what a system message says beside its sentence can name the customer too
        var unread = new Fields().withAll(
                item.has("system") || technical == Names.USER_ID_UPDATE ? Nameless.fields(item, item.unread(technical))
                        : item.unread(technical));
        contact.ifPresent(of -> unread.withAll(Told.of(of).unread("contact", Names.CONTACT)));
        unread.withAll(Told.of(change.metadata()).unread("metadata", Names.METADATA));
        return Unread.in(contact.isPresent() ? message : withName(message, item.json()), unread.list());
    }

    /** Where nobody is known to be the customer, or no contact to be theirs, who was told of stands with the words. */
    private Message withName(Message message, JsonSlice item) {
        var names = new Fields();
        party(item, Place.SENDER).flatMap(Party::contact).or(contacts::sole)
                .ifPresent(contact -> names.with("contact", contact.at("profile", "name").text()));
        if (names.list().isEmpty() && item.has("group_id")) {
            // of many people, and nothing else says whose words these are
            names.with("written by", item.at("from").text()).with("group", item.at("group_id").text());
        }
        return message.content(new Parts().addAll(message.content()).add(PartType.SYSTEM, null, names.list()).list());
    }
}
