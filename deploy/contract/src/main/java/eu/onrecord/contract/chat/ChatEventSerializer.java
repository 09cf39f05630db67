package eu.onrecord.contract.chat;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;

/**
 * Writes a chat event member by member: the bytes that Jackson gives for these records, without asking each by reflection,
 * which
 * is what costs most where a service does nothing but write events. A member that is added to a record has to be added here; a
 * test that fills all of them says so.
 */
public final class ChatEventSerializer extends JsonSerializer<ChatEvent> {
    @Override
    public void serialize(ChatEvent event, JsonGenerator json, SerializerProvider serializers) throws IOException {
        new Writing(json, serializers).event(event);
    }

    /** One event on its way. What is absent is left out. */
    private record Writing(JsonGenerator json, SerializerProvider serializers) {
        void event(ChatEvent event) throws IOException {
            json.writeStartObject();
            text("legalEntity", event.legalEntity());
            text("channel", event.channel());
            text("provider", event.provider());
            value("network", event.network());
            text("business", event.business());
            text("thread", event.thread().value());
            object("customer", event.customer(), this::customer);
            value("direction", event.direction());
            value("kind", event.kind());
            value("source", event.source());
            object("message", event.message(), this::message);
            object("status", event.status(), this::status);
            object("identityChange", event.identityChange(), this::identityChange);
            object("preference", event.preference(), this::preference);
            value("occurredAt", event.occurredAt());
            value("timeOf", event.timeOf());
            value("receivedAt", event.receivedAt());
            object("original", event.original(), this::original);
            json.writeEndObject();
        }

        private void customer(Customer customer) throws IOException {
            text("phone", customer.phone());
            text("userId", customer.userId());
            text("name", customer.name());
            list("identifiers", customer.identifiers(), this::identifier);
        }

        private void identifier(Identifier identifier) throws IOException {
            text("scheme", identifier.scheme());
            text("value", identifier.value());
        }

        private void message(Message message) throws IOException {
            text("id", message.id());
            text("type", message.type());
            text("text", message.text());
            text("payload", message.payload());
            object("media", message.media(), this::media);
            text("replyTo", message.replyTo());
            text("target", message.target());
            list("moreMedia", message.moreMedia(), this::media);
            list("content", message.content(), this::part);
            object("forwarded", message.forwarded(), this::forwarded);
            object("referral", message.referral(), this::referral);
            object("author", message.author(), this::author);
            text("reference", message.reference());
        }

        private void media(Media media) throws IOException {
            text("id", media.id());
            text("mimeType", media.mimeType());
            text("sha256", media.sha256());
            text("filename", media.filename());
            text("url", media.url());
        }

        private void part(Part part) throws IOException {
            text("type", part.type());
            text("text", part.text());
            list("fields", part.fields(), this::field);
        }

        private void field(Field field) throws IOException {
            text("name", field.name());
            text("value", field.value());
        }

        private void forwarded(Forwarded forwarded) throws IOException {
            json.writeNumberField("times", forwarded.times());
            text("from", forwarded.from());
        }

        private void referral(Referral referral) throws IOException {
            text("type", referral.type());
            text("id", referral.id());
            text("url", referral.url());
            text("click", referral.click());
        }

        private void author(Author author) throws IOException {
            value("kind", author.kind());
            text("id", author.id());
            text("system", author.system());
        }

        private void status(Status status) throws IOException {
            text("messageId", status.messageId());
            value("state", status.state());
            text("reference", status.reference());
            text("error", status.error());
            list("details", status.details(), this::field);
        }

        private void identityChange(IdentityChange change) throws IOException {
            value("what", change.what());
            text("phone", change.phone());
            text("userId", change.userId());
            text("hash", change.hash());
        }

        private void preference(Preference preference) throws IOException {
            text("category", preference.category());
            text("value", preference.value());
            value("wish", preference.wish());
            value("scope", preference.scope());
            value("source", preference.source());
            list("details", preference.details(), this::field);
        }

        private void original(Original original) throws IOException {
            text("contentType", original.contentType());
            value("bytes", original.bytes());
            object("authenticated", original.authenticated(), this::authentication);
        }

        private void authentication(Original.Authentication authentication) throws IOException {
            text("scheme", authentication.scheme());
            text("keyId", authentication.keyId());
            text("bodySha256", authentication.bodySha256());
            value("at", authentication.at());
        }

        private void text(String name, String value) throws IOException {
            if (value != null) {
                json.writeFieldName(name);
                json.writeString(value);
            }
        }

        /** A word, a time or bytes: as they are written everywhere. */
        private void value(String name, Object value) throws IOException {
            if (value != null) {
                json.writeFieldName(name);
                serializers.defaultSerializeValue(value, json);
            }
        }

        private <T> void object(String name, T value, Members<T> members) throws IOException {
            if (value != null) {
                json.writeFieldName(name);
                object(value, members);
            }
        }

        /** One without elements is left out. */
        private <T> void list(String name, List<T> values, Members<T> members) throws IOException {
            if (!values.isEmpty()) {
                json.writeFieldName(name);
                json.writeStartArray();
                for (var value : values) {
                    object(value, members);
                }
                json.writeEndArray();
            }
        }

        private <T> void object(T value, Members<T> members) throws IOException {
            json.writeStartObject();
            members.write(value);
            json.writeEndObject();
        }
    }

    /** What stands inside of an object. */
    private interface Members<T> {
        void write(T value) throws IOException;
    }
}
