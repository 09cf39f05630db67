package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.Period;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;

import eu.onrecord.contract.chat.Part;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.contract.chat.ThreadId;

/** What JSON a record of the contract becomes, in the lines of {@link Schema#lines}. */
final class JavaShape {
    private final SortedSet<String> lines = new TreeSet<>();

    private JavaShape() {
    }

    static SortedSet<String> of(Class<? extends Record> type) {
        var shape = new JavaShape();
        shape.members("", type);
        return shape.lines;
    }

    private void members(String path, Class<?> type) {
        for (var component : type.getRecordComponents()) {
            var inner = path.isEmpty() ? component.getName() : path + "." + component.getName();
            // open for readers, who may be older than the word
            var openList = type == Part.class && component.getName().equals("type");
            value(inner, openList ? PartType.class : component.getGenericType());
        }
    }

    private void value(String path, Type type) {
        if (type instanceof ParameterizedType list) {
            add(path, "type array");
            value(path + "[]", list.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> simple && simple.isEnum()) {
            add(path, "type string");
            words(simple).forEach(word -> add(path, "enum " + word));
        } else if (type instanceof Class<?> simple && simple.isRecord() && simple != ThreadId.class) {
            add(path, "type object");
            members(path, simple);
        } else {
            leaf(path, type);
        }
    }

    private void leaf(String path, Type type) {
        if (Set.<Type> of(int.class, long.class, Integer.class, Long.class).contains(type)) {
            add(path, "type integer");
            return;
        }
        add(path, "type string");
        if (type == Instant.class) {
            add(path, "format date-time");
        } else if (type == UUID.class) {
            add(path, "format uuid");
        } else if (type == Period.class) {
            add(path, "format duration");
        } else if (type == byte[].class) {
            add(path, "contentEncoding base64");
        } else if (type != String.class && type != ThreadId.class) {
            throw new IllegalArgumentException(path + ": " + type);
        }
    }

    /** As Jackson writes them; where code has the word too, both are the same. */
    private static Set<String> words(Class<?> type) {
        var words = new TreeSet<String>();
        for (var constant : type.getEnumConstants()) {
            try {
                var property = type.getField(((Enum<?>) constant).name()).getAnnotation(JsonProperty.class);
                var inCode = inCode(type, constant);
                if (property != null && inCode != null) {
                    assertEquals(property.value(), inCode, () -> type + "." + constant);
                }
                words.add(property == null ? inCode : property.value());
            } catch (NoSuchFieldException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return words;
    }

    private static String inCode(Class<?> type, Object constant) {
        try {
            return (String) type.getMethod("word").invoke(constant);
        } catch (NoSuchMethodException none) {
            return null;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void add(String path, String what) {
        lines.add(path + " " + what);
    }
}
