package eu.onrecord.ingest.provider.whatsapp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.ingest.json.JsonSlice;

/**
 * One change of an envelope, with what it is surrounded by.
 *
 * @param accountId the business account it was sent for
 * @param fieldName what it is about, as it came; not there where the body broke off before it was told
 * @param time the entry's time, if it has one
 * @param value what changed
 * @param metadata of the business number it concerns, if it concerns one
 * @param contacts the people it concerns; each parsed once, however many items there are
 */
record Change(String accountId, Optional<JsonSlice> fieldName, Optional<JsonSlice> time, JsonSlice value,
        Optional<Metadata> metadata, List<Contact> contacts) {

    private static final Set<String> ITEMS = Set.of("messages", "message_echoes", "statuses", "user_preferences", "history");

    /** A business number, as it came and as it reads. */
    record Metadata(JsonSlice slice, String numberId, String displayNumber) {
        static Metadata of(JsonSlice slice) {
            var node = slice.node();
            return new Metadata(slice, node.path("phone_number_id").asText(), node.path("display_phone_number").asText());
        }
    }

    /** A person, as they came and as they read. */
    record Contact(JsonSlice slice, JsonNode node) {
    }

    static Change of(JsonSlice entry, JsonSlice change) {
        var members = change.members();
        var account = entry.member("id").map(id -> id.node().asText()).orElse("");
        var value = members.getOrDefault("value", change);
        var metadata = value.member("metadata").filter(JsonSlice::isWhole).map(Metadata::of);
        var contacts = value.elements("contacts").stream().map(slice -> new Contact(slice, slice.node())).toList();
        return new Change(account, Optional.ofNullable(members.get("field")), entry.member("time"), value, metadata, contacts);
    }

    /** Whether it tells of chats, which are always some business number's. */
    boolean hasItems() {
        return ITEMS.stream().anyMatch(value.members()::containsKey);
    }

    String field() {
        return fieldName.map(name -> name.node().asText()).orElse("");
    }

    /** The business number it concerns, if it concerns one. */
    Optional<String> number() {
        return metadata.map(Metadata::numberId);
    }

    /** The business number it concerns, or the business account. */
    String business() {
        return number().orElse(accountId);
    }

    /** An item with its contact and metadata: each as it came, side by side in one object. */
    byte[] fragment(JsonSlice item, Optional<Contact> contact) {
        var fragment = new FragmentWriter();
        fieldName.ifPresent(slice -> fragment.add("field", slice.bytes()));
        time.ifPresent(slice -> fragment.add("time", slice.bytes()));
        metadata.ifPresent(number -> fragment.add("metadata", number.slice().bytes()));
        contact.ifPresent(person -> fragment.add("contact", person.slice().bytes()));
        fragment.add("item", item.bytes());
        return fragment.close();
    }

    private static final class FragmentWriter {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(String name, byte[] value) {
            bytes.writeBytes(((bytes.size() == 0 ? "{\"" : ",\"") + name + "\":").getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(value);
        }

        byte[] close() {
            bytes.write('}');
            return bytes.toByteArray();
        }
    }
}
