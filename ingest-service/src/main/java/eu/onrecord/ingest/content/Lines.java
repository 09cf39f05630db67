package eu.onrecord.ingest.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import eu.onrecord.contract.chat.Field;

/** One line for a reader, of what several fields say. */
public final class Lines {
    private Lines() {
    }

    /** The first field of a name. */
    public static String value(List<Field> fields, String name) {
        for (var field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** What is there of it, with a separator between; null where nothing is. */
    public static String joined(String separator, String... parts) {
        var there = new ArrayList<String>(parts.length);
        for (var part : parts) {
            if (part != null && !part.isBlank()) {
                there.add(part);
            }
        }
        return there.isEmpty() ? null : String.join(separator, there);
    }

    /** {@code main (aside)}, or whichever is there. */
    public static String withAside(String main, String aside) {
        return main == null ? aside : aside == null ? main : main + " (" + aside + ")";
    }

    /** A place: what it is called, where it is, and its coordinates. */
    public static String place(List<Field> fields) {
        return withAside(joined(", ", value(fields, "name"), value(fields, "address")),
                joined(", ", value(fields, "latitude"), value(fields, "longitude")));
    }

    /** A line of an order: {@code 2 × red chair, 30 EUR}. */
    public static String product(List<Field> fields) {
        var named = Optional.ofNullable(value(fields, "name")).orElse(value(fields, "product"));
        return joined(", ", joined(" × ", value(fields, "quantity"), named),
                joined(" ", value(fields, "price"), value(fields, "currency")));
    }

    /** A card: who, and how they are reached. */
    public static String card(List<Field> fields) {
        var reached = fields.stream().filter(field -> field.name().equals("phone") || field.name().equals("email"))
                .map(Field::value).distinct().collect(Collectors.joining(", "));
        return withAside(Optional.ofNullable(value(fields, "name")).or(
                () -> Optional.ofNullable(joined(" ", value(fields, "first name"), value(fields, "last name"))))
                .orElse(value(fields, "company")), reached.isEmpty() ? null : reached);
    }

    /** A button or row: its title, and what stands under it. */
    public static String choice(List<Field> fields) {
        return joined(": ", value(fields, "title"), value(fields, "description"));
    }

    /** Why something is not there. */
    public static String error(List<Field> fields) {
        var title = value(fields, "title");
        var said = List.of(Optional.ofNullable(title).orElse(""),
                Optional.ofNullable(value(fields, "message")).filter(message -> !message.equals(title)).orElse(""),
                Optional.ofNullable(value(fields, "details")).orElse(""));
        return withAside(joined(": ", said.toArray(String[]::new)), value(fields, "code"));
    }
}
