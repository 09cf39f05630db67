package eu.onrecord.consent.problem;

import java.io.IOException;
import java.time.Instant;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;

import io.quarkus.jackson.ObjectMapperCustomizer;

/** What a body may say of text and of time: what no database takes is the caller's mistake, and is told as one. */
@Singleton
class ReadableBodies implements ObjectMapperCustomizer {

    /** Behind those that read times otherwise. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(new SimpleModule("readable-bodies").addDeserializer(String.class, new StorableText())
                .addDeserializer(Instant.class, new CountableTime()));
    }

    /** PostgreSQL stores no U+0000, and UTF-8 knows no half of a pair. */
    private static final class StorableText extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1L;

        StorableText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && (text.indexOf(0) >= 0 || text.chars().anyMatch(it -> Character.isSurrogate((char) it))
                    && text.codePoints().anyMatch(it -> it >= Character.MIN_SURROGATE && it <= Character.MAX_SURROGATE))) {
                throw context.weirdStringException("", String.class, "it has a character that cannot be stored");
            }
            return text;
        }
    }

    /** Nobody who lives was anybody's customer before. */
    private static final class CountableTime extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        CountableTime() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var time = InstantDeserializer.INSTANT.deserialize(parser, context);
            if (time != null && (time.isBefore(Instant.parse("1900-01-01T00:00:00Z"))
                    || !time.isBefore(Instant.parse("3000-01-01T00:00:00Z")))) {
                throw context.weirdStringException("", Instant.class, "it is no time of ours");
            }
            return time;
        }
    }
}
