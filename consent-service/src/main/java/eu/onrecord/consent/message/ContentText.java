package eu.onrecord.consent.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a message says, as it is kept until it is sent. */
final class ContentText {
    private static final JsonMapper JSON = JsonMapper.builder().addMixIn(Content.class, Typed.class).build();

    private ContentText() {
    }

    /** Which kind it is stands beside it only here: a request says so by the field that it stands in. */
    @RegisterForReflection
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({ @JsonSubTypes.Type(value = Content.Text.class, name = "text"),
            @JsonSubTypes.Type(value = Content.Media.class, name = "media"),
            @JsonSubTypes.Type(value = Content.Template.class, name = "template") })
    private interface Typed {
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
