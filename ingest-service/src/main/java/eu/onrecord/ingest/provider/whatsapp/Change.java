package eu.onrecord.ingest.provider.whatsapp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.ingest.json.Fragment;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.PhoneNumber;

/**
 * One change of an envelope, with what it is surrounded by.
 *
 * @param accountId the business account it was sent for
 * @param account the same as it came; does not exist where it is not told
 * @param fieldName what it is about, as it came; does not exist where the body broke off before it was told
 * @param time the entry's time, if it has one
 * @param value what changed
 * @param metadata of the business number it concerns, if it concerns one
 * @param contacts the people it concerns
 * @param leftOver what stands beside the value, and is not understood
 */
record Change(String accountId, JsonSlice account, JsonSlice fieldName, JsonSlice time, JsonSlice value, JsonSlice metadata,
        List<JsonSlice> contacts, List<JsonSlice> leftOver) {
    /** What a change is about, and its member, that holds the chats of before. */
    static final String HISTORY = "history";
    private static final Set<String> ITEMS = Set.of("messages", "message_echoes", "statuses", "user_preferences", HISTORY,
            "calls", "user_id_update");
    private static final Set<String> OF_ENTRIES = Set.of("id", "time", "changes", "uid");

    static Change of(JsonSlice entry, JsonSlice change) {
        var value = change.has("value") ? change.at("value") : change;
        var leftOver = change.has("value") ? others(change, Set.of("field", "value")) : List.<JsonSlice> of();
        return new Change(entry.at("id").scalar().orElse(""), entry.at("id"), change.at("field"), entry.at("time"), value,
                value.at("metadata"), value.at("contacts").elements(), leftOver);
    }

    /**
     * One that stands alone, and does not say for which number it is: that is told only where the channel has just one.
     *
     * @param numbers the channel's
     */
    static Change bare(JsonSlice value, Set<String> numbers) {
        return new Change(numbers.size() == 1 ? numbers.iterator().next() : "", JsonSlice.NOTHING, JsonSlice.NOTHING,
                JsonSlice.NOTHING, value,
                value.at("metadata"), value.at("contacts").elements(), List.of());
    }

    /** What stands in an entry beside its changes, and is not understood. */
    static List<JsonSlice> leftOver(JsonSlice entry) {
        return others(entry, OF_ENTRIES);
    }

    private static List<JsonSlice> others(JsonSlice holder, Set<String> known) {
        var others = new ArrayList<JsonSlice>();
        for (var member : holder.members()) {
            if (!known.contains(member.name())) {
                others.add(member);
            }
        }
        return others;
    }

    /** Whether it tells of chats, which are always some business number's. */
    boolean hasItems() {
        for (var member : value.members()) {
            if (ITEMS.contains(member.name())) {
                return true;
            }
        }
        return false;
    }

    String field() {
        return fieldName.text().orElse("");
    }

    /** The business number it concerns, if it concerns one. */
    Optional<String> number() {
        return metadata.isWhole() ? Optional.of(metadata.at("phone_number_id").scalar().orElse("")) : Optional.empty();
    }

    /** The same number as people write it, its digits alone. */
    String displayNumber() {
        return PhoneNumber.digits(metadata.at("display_phone_number").scalar().orElse(""));
    }

    /**
     * Whether the company wrote an item: history says so, or shows it by the number, or by whose thread it is.
     *
     * @param customer whose thread it is; empty where that is not told
     */
    boolean isFromBusiness(JsonSlice item, String customer) {
        var said = item.at("history_context", "from_me").scalar();
        if (said.isPresent()) {
            return said.get().equals("true");
        }
        var from = item.at("from").scalar().orElse("");
        var isNotTheirs = PhoneNumber.is(customer) && PhoneNumber.is(from)
                && !PhoneNumber.same(Optional.of(customer), Optional.of(from));
        return isBusiness(from) || isNotTheirs;
    }

    /** Whether this is the number that the change concerns, however it is written. */
    boolean isBusiness(String number) {
        var digits = PhoneNumber.digits(number);
        return !digits.isEmpty() && (digits.equals(displayNumber()) || digits.equals(number().orElse("")));
    }

    /** The business number it concerns, or the business account. */
    String business() {
        return number().orElse(accountId);
    }

    /** An item with its contact and metadata: each as it came, side by side in one object. */
    byte[] fragment(JsonSlice item, Optional<JsonSlice> contact) {
        return around().with("contact", contact.orElse(null)).with("item", item).bytes();
    }

    /** A member that is no item of a list: under its own name, by which it differs from others that say the same. */
    byte[] fragment(JsonSlice member) {
        return around().with(member.name() == null || member == value ? "item" : member.name(), member).bytes();
    }

    /** What stands in a thread, with whose it is. */
    byte[] fragment(JsonSlice threadId, List<JsonSlice> members) {
        var fragment = around().with("id", threadId);
        members.forEach(member -> fragment.with(member.name(), member));
        return fragment.bytes();
    }

    private Fragment around() {
        // what concerns no number concerns an account: of another it is something else
        return new Fragment().with("field", fieldName).with("time", time)
                .with("account", metadata.isWhole() ? JsonSlice.NOTHING : account).with("metadata", metadata);
    }
}
