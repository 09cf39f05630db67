package eu.onrecord.archive.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.qute.i18n.Message;

/** Whoever reads a language reads all of a page in it. */
class WordsTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

    @ParameterizedTest
    @ValueSource(strings = { "nl", "fr", "de" })
    void noWordIsMissingInALanguage(String language) throws IOException {
        var words = new Properties();
        try (var file = getClass().getResourceAsStream("/messages/console_" + language + ".properties")) {
            assertNotNull(file);
            words.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        var english = new TreeMap<String, String>();
        Arrays.stream(Words.class.getMethods()).forEach(it -> english.put(it.getName(),
                placeholders(it.getAnnotation(Message.class).value())));
        var others = new TreeMap<String, String>();
        words.stringPropertyNames().forEach(it -> others.put(it, placeholders(words.getProperty(it))));

        assertEquals(english, others);
        words.forEach((key, value) -> assertEquals(value.toString().strip(), value, key.toString()));
    }

    private static String placeholders(String words) {
        return PLACEHOLDER.matcher(words).results().map(it -> it.group()).toList().toString();
    }
}
