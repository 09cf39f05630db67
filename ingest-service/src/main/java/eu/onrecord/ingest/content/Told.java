package eu.onrecord.ingest.content;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.ingest.json.JsonSlice;

/**
 * A JSON value that remembers which of its leaves were read, so that what nobody read can be told as well. Values that come of
 * one another remember together.
 */
public final class Told {
    /** Longer than any that a provider documents. */
    private static final int LONGEST_WAY = 300;

    private final JsonSlice value;
    private final Set<JsonSlice> read;

    private Told(JsonSlice value, Set<JsonSlice> read) {
        this.value = value;
        this.read = read;
    }

    /** Nothing of it was read yet. */
    public static Told of(JsonSlice value) {
        return new Told(value, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    public Told at(String... path) {
        return new Told(value.at(path), read);
    }

    public boolean has(String member) {
        return value.has(member);
    }

    public boolean exists() {
        return value.exists();
    }

    /** The name that this has in its object; null where it is no member of one. */
    public String name() {
        return value.name();
    }

    /** What it says, which counts as read: a text, or a number, true or false as it is written. */
    public Optional<String> say() {
        var said = value.scalar();
        if (said.isPresent()) {
            read.add(value);
        }
        return said;
    }

    /**
     * What it says, for older readers, who are given the words alone; null where it says nothing. That does not count as read:
     * a part of the content has to tell it.
     */
    public String words() {
        return value.scalar().orElse(null);
    }

    /** As {@link #say}; null where it says nothing. */
    public String sayOrNull() {
        return say().orElse(null);
    }

    /** Whether it says {@code true}; that counts as read, whatever it says. */
    public boolean isTrue() {
        return say().filter("true"::equals).isPresent();
    }

    /** The elements of an array; none where it is no array. */
    public List<Told> elements() {
        return all(value.elements());
    }

    /** The elements of an array; where an object stands instead of a list, it is taken for the only one. */
    public List<Told> items() {
        return all(value.items());
    }

    /** The members of an object; none where it is no object. */
    public List<Told> members() {
        return all(value.members());
    }

    private List<Told> all(List<JsonSlice> inside) {
        if (inside.isEmpty()) {
            return List.of();
        }
        var told = new ArrayList<Told>(inside.size());
        for (var each : inside) {
            told.add(new Told(each, read));
        }
        return told;
    }

    /** The JSON value itself. Looking at it counts as reading nothing. */
    public JsonSlice json() {
        return value;
    }

    /** Counts all of it as read: it is told elsewhere. */
    public Told passOver() {
        var inside = value.isArray() ? value.elements() : value.members();
        if (inside.isEmpty()) {
            read.add(value);
        }
        inside.forEach(child -> new Told(child, read).passOver());
        return this;
    }

    /** What is in it, all of it, each leaf by its path; that counts as read. */
    public List<Field> all() {
        return leaves("", TechnicalPaths.NONE, true);
    }

    /** What nobody read and is not technical, each leaf by its path. */
    public List<Field> unread(TechnicalPaths technical) {
        return leaves("", technical, false);
    }

    /** As {@link #unread(TechnicalPaths)}, with this in front of every path. */
    public List<Field> unread(String path, TechnicalPaths technical) {
        return leaves(path, technical, false);
    }

    private List<Field> leaves(String path, TechnicalPaths technical, boolean readToo) {
        var found = new ArrayList<Field>();
        collect(value, path.length() > LONGEST_WAY ? path.substring(0, LONGEST_WAY) : path, technical, readToo, found);
        return found;
    }

    /**
     * A small body can hold many leaves, each far inside: no more of them is said than can be shown, and no longer way to them.
     */
    private static boolean isEnough(List<Field> found) {
        return found.size() > Parts.MOST_FIELDS;
    }

    private void collect(JsonSlice at, String path, TechnicalPaths technical, boolean readToo, List<Field> found) {
        if (at.isObject()) {
            for (var member : at.members()) {
                if (isEnough(found)) {
                    return;
                }
                collect(member, way(path, member), technical, readToo, found);
            }
        } else if (at.isArray()) {
            for (var element : at.elements()) {
                if (isEnough(found)) {
                    return;
                }
                if (element.isObject() || element.isArray()) {
                    collect(element, path, technical, readToo, found);
                } else {
                    // a member that holds one value is another thing where it holds several
                    say(element, path, technical.has(path + TechnicalPaths.SEVERAL), readToo, found);
                }
            }
        } else {
            say(at, path, technical.has(path), readToo, found);
        }
    }

    private void say(JsonSlice at, String path, boolean isTechnical, boolean readToo, List<Field> found) {
        if ((readToo || !read.contains(at)) && !isTechnical) {
            at.scalar().filter(said -> !said.isEmpty()).ifPresent(said -> found.add(new Field(path, said)));
            read.add(at);
        }
    }

    /** A member whose name holds a dot is not taken for a way into another. */
    private static String way(String path, JsonSlice member) {
        if (path.length() > LONGEST_WAY) {
            return path;
        }
        var name = member.name();
        var step = (name.length() > LONGEST_WAY ? name.substring(0, LONGEST_WAY) : name).replace('.', '/');
        return path.isEmpty() ? step : path + "." + step;
    }

    @Override
    public String toString() {
        return "Told[redacted]";
    }
}
