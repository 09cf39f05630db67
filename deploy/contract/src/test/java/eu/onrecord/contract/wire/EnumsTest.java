package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.onrecord.contract.chat.PartType;

/** A constant is written by its own name, so that no two of them can be exchanged unnoticed. */
class EnumsTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @MethodSource("constants")
    void aConstantIsWrittenAndReadByItsOwnName(Enum<?> constant) throws IOException {
        var word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (constant instanceof PartType type) {
            // open for readers: it is a text in JSON
            assertEquals(word, type.word());
            return;
        }

        assertEquals("\"" + word + "\"", JSON.writeValueAsString(constant));
        assertEquals(constant, JSON.readValue("\"" + word + "\"", constant.getDeclaringClass()));
    }

    @Test
    void noSchemaHasAListOfNoWords() {
        Schema.names().stream().map(Schema::of).flatMap(schema -> schema.json().findValues("enum").stream())
                .forEach(words -> assertTrue(words.isArray() && !words.isEmpty()));
    }

    static List<Enum<?>> constants() throws IOException {
        try (var files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class")).map(EnumsTest::load).filter(Class::isEnum)
                    .<Enum<?>> flatMap(type -> Stream.of(type.getEnumConstants()).map(it -> (Enum<?>) it)).toList();
        }
    }

    private static Class<?> load(Path file) {
        var name = CLASSES.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
        try {
            return Class.forName(name, false, EnumsTest.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
