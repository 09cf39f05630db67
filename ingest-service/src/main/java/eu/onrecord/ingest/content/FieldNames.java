package eu.onrecord.ingest.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import eu.onrecord.contract.chat.Field;
import eu.onrecord.ingest.json.JsonSlice;

/** What the leaves of a provider's object are called for a reader, by path. Elements of an array have its path. */
public final class FieldNames {
    private final Map<String, String> names = new HashMap<>();

    /** @param lines each a path, a space, and the name */
    public FieldNames(String lines) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).map(line -> line.split("\\s+", 2))
                .forEach(line -> names.put(line[0], line[1]));
    }

    /** The fields that an object says, in its order; what is called nothing is left unread. */
    public List<Field> in(Told told) {
        var found = new ArrayList<Field>();
        collect(told, "", found);
        return found;
    }

    private void collect(Told at, String path, List<Field> found) {
        JsonSlice json = at.json();
        if (json.isObject()) {
            at.members().forEach(member -> collect(member, path.isEmpty() ? member.name() : path + "." + member.name(), found));
        } else if (json.isArray()) {
            at.elements().forEach(element -> collect(element, path, found));
        } else if (names.containsKey(path)) {
            at.say().filter(said -> !said.isEmpty()).ifPresent(said -> found.add(new Field(names.get(path), said)));
        }
    }
}
