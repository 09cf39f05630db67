package eu.onrecord.ingest.provider.whatsapp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import eu.onrecord.ingest.json.JsonSlice;

/**
 * One change of an envelope, with what it is surrounded by.
 *
 * @param accountId the business account it was sent for
 * @param fieldName what it is about, as it came; not there where the body broke off before it was told
 * @param time the entry's time, if it has one
 * @param value what changed
 */
record Change(String accountId, Optional<JsonSlice> fieldName, Optional<JsonSlice> time, JsonSlice value) {

    static Change of(JsonSlice entry, JsonSlice change) {
        var members = change.members();
        var account = entry.member("id").map(id -> id.node().asText()).orElse("");
        return new Change(account, Optional.ofNullable(members.get("field")), entry.member("time"),
                members.getOrDefault("value", change));
    }

    String field() {
        return fieldName.map(name -> name.node().asText()).orElse("");
    }

    Optional<JsonSlice> metadata() {
        return value.member("metadata").filter(JsonSlice::isWhole);
    }

    /** The business number it concerns, if it concerns one. */
    Optional<String> number() {
        return metadata().flatMap(metadata -> metadata.member("phone_number_id")).map(id -> id.node().asText());
    }

    List<JsonSlice> contacts() {
        return value.elements("contacts");
    }

    /** An item with its contact and metadata: each as it came, side by side in one object. */
    byte[] fragment(JsonSlice item, Optional<JsonSlice> contact) {
        var fragment = new FragmentWriter();
        fieldName.ifPresent(slice -> fragment.add("field", slice.bytes()));
        time.ifPresent(slice -> fragment.add("time", slice.bytes()));
        metadata().ifPresent(slice -> fragment.add("metadata", slice.bytes()));
        contact.ifPresent(slice -> fragment.add("contact", slice.bytes()));
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
