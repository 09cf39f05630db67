package eu.onrecord.archive.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FORMAT.md says what the code does. */
class FormatDocumentTest {
    private static final Pattern POINTER = Pattern.compile("`(/[^`]+)`");

    @ParameterizedTest
    @EnumSource(Layout.class)
    void thePointersAreThose(Layout layout) throws IOException {
        assertEquals(layout.event, pointers(layout, "event"));
        assertEquals(layout.person, pointers(layout, "person"));
        assertEquals(layout.author, pointers(layout, "author"));
        assertEquals(layout.content == null ? List.of() : List.of(layout.content),
                pointers(layout, "content/i"));
        assertEquals(layout.copy, pointers(layout, "copy"));
        assertEquals(layout.authentication, pointers(layout, "authentication"));
        assertEquals(layout.original, pointers(layout, "original"));
    }

    @Test
    void theDictionaryIsThatOne() throws IOException {
        var dictionary = Files.readAllBytes(Path.of("src/main/resources/format/dictionary-1.txt"));

        assertTrue(document().contains("`" + HexFormat.of().formatHex(Hashes.sha256().digest(dictionary)) + "`"));
    }

    private static List<String> pointers(Layout layout, String part) throws IOException {
        var section = document().split("### ")[1 + layout.ordinal()];
        assertTrue(section.toLowerCase().startsWith(layout.name().toLowerCase()), section.lines().findFirst().orElse(""));
        return section.lines().filter(line -> line.startsWith("| `" + part + "` |"))
                .flatMap(line -> POINTER.matcher(line).results()).map(found -> found.group(1)).toList();
    }

    private static String document() throws IOException {
        return new String(Files.readAllBytes(Path.of("FORMAT.md")), UTF_8);
    }
}
