package eu.onrecord.ingest.provider.telegram;

import java.util.Map;
import java.util.Optional;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.ingest.json.JsonSlice;

/**
 * Words that mean something else by how they are drawn: what is struck through is not said, and what is quoted is another's.
 */
final class Marked {
    private static final Map<String, String> MEANINGS = Map.of("strikethrough", "struck through", "spoiler", "hidden at first",
            "blockquote", "quoted words", "expandable_blockquote", "quoted words");

    private Marked() {
    }

    /**
     * @param text whose part it is; null where it is not there
     * @return empty for what only looks different
     */
    static Optional<Field> in(JsonSlice entity, String text) {
        var meaning = MEANINGS.get(entity.at("type").text().orElse(""));
        return text == null || meaning == null ? Optional.empty()
                : Optional.of(new Field(meaning, part(text, number(entity.at("offset")), number(entity.at("length")))));
    }

    /** Telegram counts in UTF-16. */
    private static String part(String text, int offset, int length) {
        var begin = Math.min(Math.max(offset, 0), text.length());
        return text.substring(begin, Math.min(text.length(), begin + Math.max(length, 0)));
    }

    private static int number(JsonSlice value) {
        return value.isInteger() && value.length() < 10 ? Integer.parseInt(value.written()) : 0;
    }
}
