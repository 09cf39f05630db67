package eu.onrecord.archive.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import eu.onrecord.archive.format.JsonText.Value;

/** Cuts an event into its parts: every byte of it is in exactly one. */
public final class Parts {
    /** Where the event's id stands; no JSON pointer is written so. */
    private static final String EVENT_ID = "ce_id";

    private static final int CUT = 0;

    private final byte[] value;
    private final List<Slice> cut = new ArrayList<>();

    private Parts(byte[] value) {
        this.value = value;
    }

    /** A value and its place. */
    private record Slice(String pointer, int start, int end) {
    }

    /**
     * The parts that are there, in the order in which they are committed.
     *
     * @param type the CloudEvents type, null where there is none
     * @param eventId the event's id
     */
    public static List<Part> of(String type, UUID eventId, byte[] value) {
        var layout = Layout.of(type);
        var json = JsonText.read(value);
        return layout == null || json.isEmpty() ? new Parts(value).whole(eventId)
                : new Parts(value).by(layout, json.get(), eventId);
    }

    private List<Part> whole(UUID eventId) {
        return List.of(new Part("person", bytes(eventId, List.of())),
                new Part("original", bytes(null, List.of(new Slice("", 0, value.length)))));
    }

    private List<Part> by(Layout layout, Value json, UUID eventId) {
        var parts = new ArrayList<Part>();
        add(parts, "event", null, slices(json, layout.event));
        add(parts, "person", eventId, slices(json, layout.person));
        add(parts, "author", null, slices(json, layout.author));
        var content = layout.content == null ? List.<Slice> of() : slices(json, List.of(layout.content));
        IntStream.range(0, content.size()).forEach(i -> add(parts, "content/" + i, null, List.of(content.get(i))));
        add(parts, "copy", null, slices(json, layout.copy));
        add(parts, "authentication", null, slices(json, layout.authentication));
        add(parts, "original", null, slices(json, layout.original));
        parts.add(new Part("rest", rest()));
        return parts;
    }

    private void add(List<Part> parts, String name, UUID eventId, List<Slice> slices) {
        cut.addAll(slices);
        if (eventId != null || !slices.isEmpty()) {
            parts.add(new Part(name, bytes(eventId, slices)));
        }
    }

    /** In the order of their offsets. */
    private static List<Slice> slices(Value json, List<String> pointers) {
        return pointers.stream().flatMap(pointer -> find("", json, pointer.substring(1).split("/"), 0))
                .sorted(Comparator.comparingInt(Slice::start)).toList();
    }

    private static Stream<Slice> find(String pointer, Value at, String[] steps, int depth) {
        if (depth == steps.length) {
            return Stream.of(new Slice(pointer, at.start(), at.end()));
        }
        var step = steps[depth];
        if (step.equals("*")) {
            return IntStream.range(0, at.elements().size()).boxed()
                    .flatMap(i -> find(pointer + "/" + i, at.elements().get(i), steps, depth + 1));
        }
        var member = at.members().get(step);
        return member == null ? Stream.empty() : find(pointer + "/" + step, member, steps, depth + 1);
    }

    private byte[] bytes(UUID eventId, List<Slice> slices) {
        return written(out -> {
            if (eventId != null) {
                pointer(out, EVENT_ID);
                out.writeInt(2 * Long.BYTES);
                out.writeLong(eventId.getMostSignificantBits());
                out.writeLong(eventId.getLeastSignificantBits());
            }
            for (var slice : slices) {
                pointer(out, slice.pointer());
                out.writeInt(slice.end() - slice.start());
                out.write(value, slice.start(), slice.end() - slice.start());
            }
        });
    }

    private static void pointer(DataOutputStream out, String pointer) throws IOException {
        var bytes = pointer.getBytes(UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    /**
     * How many were cut out, and what is left, with a byte that JSON never has in the place of each: so nothing can move past
     * it.
     */
    private byte[] rest() {
        var byOffset = cut.stream().sorted(Comparator.comparingInt(Slice::start)).toList();
        return written(out -> {
            out.writeInt(byOffset.size());
            var from = 0;
            for (var slice : byOffset) {
                out.write(value, from, slice.start() - from);
                out.writeByte(CUT);
                from = slice.end();
            }
            out.write(value, from, value.length - from);
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }
}
