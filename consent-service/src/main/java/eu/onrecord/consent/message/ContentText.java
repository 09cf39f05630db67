package eu.onrecord.consent.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What a message says, as it is kept until it is sent. */
final class ContentText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ContentText() {
    }

    static String write(Content content) {
        try {
            return JSON.writerFor(Content.class).writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a content that cannot be written", impossible);
        }
    }

    static Content read(String text) {
        try {
            return JSON.readValue(text, Content.class);
        } catch (JsonProcessingException unreadable) {
            // the parser's own message quotes what it read
            throw new IllegalStateException("a content that cannot be read: " + unreadable.getClass().getSimpleName());
        }
    }
}
