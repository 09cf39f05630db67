package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    /** What may grow is a long. */
    private static final String COUNTED_TO_SIX = "message.forwarded.times";

    private static final Map<Class<?>, Object> SOME = Map.ofEntries(Map.entry(String.class, "x"), Map.entry(int.class, 1),
            Map.entry(long.class, 1L), Map.entry(Long.class, 1L), Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(UUID.class, new UUID(0, 0)), Map.entry(Period.class, Period.ofDays(1)), Map.entry(List.class, List.of()),
            Map.entry(byte[].class, new byte[0]), Map.entry(ThreadId.class, new ThreadId("0".repeat(32))));

    private final SortedSet<String> lines = new TreeSet<>();

    private JavaShape() {
    }

    static SortedSet<String> of(Class<? extends Record> type) {
        var shape = new JavaShape();
        shape.members("", type);
        return shape.lines;
    }

    private void members(String path, Class<?> type) {
        required(type).forEach(name -> add(path, "required " + name));
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
        if (type == long.class || type == Long.class || type == int.class && path.equals(COUNTED_TO_SIX)) {
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

    /** Those that a record is not made without. */
    private static Set<String> required(Class<?> type) {
        var components = type.getRecordComponents();
        var required = new TreeSet<String>();
        for (var i = 0; i < components.length; i++) {
            if (components[i].getType().isPrimitive()) {
                required.add(components[i].getName());
            } else if (!isMade(type, i)) {
                required.add(components[i].getName());
            }
        }
        return required;
    }

    /** @param absent the place of the component that is null */
    private static boolean isMade(Class<?> type, int absent) {
        try {
            make(type, absent);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static Object make(Class<?> type, int absent) {
        var components = type.getRecordComponents();
        var values = new Object[components.length];
        for (var i = 0; i < values.length; i++) {
            values[i] = i == absent ? null : some(components[i].getType());
        }
        try {
            return type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object some(Class<?> type) {
        var known = SOME.get(type);
        if (known != null) {
            return known;
        }
        return type.isEnum() ? type.getEnumConstants()[0] : make(type, -1);
    }

    private void add(String path, String what) {
        lines.add((path + " " + what).strip());
    }
}
