package eu.onrecord.ingest.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.ingest.json.JsonSlice;

/** The answers that a form's page hands over: JSON in a text. */
public final class Answers {
    private Answers() {
    }

    /**
     * Each answer by its name; the whole text where it is no JSON object.
     *
     * @param answers the text
     * @param technical what in it nobody answered
     */
    public static List<Field> in(String answers, TechnicalPaths technical) {
        var json = JsonSlice.of(answers.getBytes(UTF_8));
        return json.isWhole() && (json.isObject() || json.isArray()) ? Told.of(json).unread(technical)
                : List.of(new Field("answers", answers));
    }
}
