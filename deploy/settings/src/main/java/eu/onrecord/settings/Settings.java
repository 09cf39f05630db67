package eu.onrecord.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings that a service was given, by their names. */
public final class Settings {
    private final Function<String, Optional<String>> values;
    private final Collection<String> names;

    /**
     * @param values what was set; empty where nothing was, and where it is blank
     * @param names of all that was set
     */
    public Settings(Function<String, Optional<String>> values, Collection<String> names) {
        this.values = values;
        this.names = names;
    }

    /** Settings that are known whole. */
    public static Settings of(Map<String, String> all) {
        return new Settings(name -> Optional.ofNullable(all.get(name)), all.keySet());
    }

    /** What was set under this name, if anything but blanks was. */
    Optional<String> get(String name) {
        return values.apply(name).filter(value -> !value.isBlank());
    }

    /** The names of all that was set, to nothing too, like any of these. */
    List<String> setLike(String... patterns) {
        return names.stream().filter(name -> Stream.of(patterns).anyMatch(pattern -> like(pattern).matcher(name).matches()))
                .sorted()
                .toList();
    }

    /**
     * @param pattern a name in which {@code *} stands for one part of it, such as a channel's name; at its end for all the rest
     */
    List<String> namesLike(String pattern) {
        var like = like(pattern);
        var found = new ArrayList<String>();
        for (var name : names) {
            if (like.matcher(name).matches() && get(name).isPresent()) {
                found.add(name);
            }
        }
        found.sort(String::compareTo);
        return found;
    }

    private static Pattern like(String pattern) {
        var rest = pattern.endsWith(".*");
        var quoted = Pattern.quote(rest ? pattern.substring(0, pattern.length() - 1) : pattern);
        return Pattern.compile(quoted.replace("*", "\\E(?:\"[^\"]+\"|[^.\"]+)\\Q") + (rest ? ".+" : ""));
    }
}
