package eu.onrecord.archive.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import eu.onrecord.local.testing.SqlTexts;

/** Who may change what: a table belongs to one room, and others ask that room. */
class RoomsTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db");
    private static final Pattern CREATED = Pattern.compile("(?im)^create (?:unlogged )?table ([a-z_]+)");
    private static final Pattern CHANGED = Pattern.compile("(?:insert into|update|delete from) ([a-z_]+)",
            Pattern.CASE_INSENSITIVE);

    /** By whom a table is changed that is not its own, and why. */
    private static final Map<String, Set<String>> OTHERS = Map.of(
            // what the rebuild found takes the place of what there was, all at once
            "rebuild/Replacements",
            Set.of("conversation", "conversation_identifier", "conversation_link", "conversation_thread", "media", "mention"),
            // a role of its own, which alone may delete evidence
            "loss/Reaper", Set.of("record", "sealed_content", "timeless", "media"),
            // a queue: the record's room puts in, the ledger's takes out
            "record/Recorder", Set.of("leaf_queue"));

    @Test
    void aTableIsChangedByOneRoom() {
        var rooms = new TreeMap<String, Set<String>>();
        changes().forEach((type, tables) -> tables.stream()
                .filter(table -> !OTHERS.getOrDefault(type, Set.of()).contains(table))
                .forEach(table -> rooms.computeIfAbsent(table, it -> new TreeSet<>()).add(room(type))));

        rooms.forEach((table, its) -> assertEquals(1, its.size(), table + " is changed by " + its));
        assertEquals(tables(), rooms.keySet(), "tables that nobody changes, or that no migration makes");
    }

    @Test
    void noExceptionIsThereForNothing() {
        var changes = changes();

        OTHERS.forEach((type, tables) -> assertTrue(changes.getOrDefault(type, Set.of()).containsAll(tables), type));
    }

    private static String room(String type) {
        return type.substring(0, type.indexOf('/'));
    }

    /** The tables that each class changes. */
    private static SortedMap<String, Set<String>> changes() {
        var tables = tables();
        var changes = new TreeMap<String, Set<String>>();
        SqlTexts.in(CLASSES).forEach((text, type) -> CHANGED.matcher(text).results().map(it -> it.group(1))
                .filter(tables::contains).forEach(table -> changes
                        .computeIfAbsent(type.replaceFirst("^eu/onrecord/archive/", ""), it -> new TreeSet<>()).add(table)));
        return changes;
    }

    private static Set<String> tables() {
        try (var files = Files.walk(MIGRATIONS)) {
            return files.filter(it -> it.toString().endsWith(".sql")).flatMap(RoomsTest::created)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String> created(Path migration) {
        try {
            return CREATED.matcher(Files.readString(migration)).results().map(it -> it.group(1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
