package eu.onrecord.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that a service was given, by their names. */
public final class Settings {
    private static final Pattern VARIABLE = Pattern.compile("[A-Z0-9_]+");
    /** Of the services beside it, which Kubernetes tells every container unless it is told not to. */
    private static final Pattern SERVICE_LINK = Pattern
            .compile(".+\\.(service\\.host|service\\.port(\\..+)?|port(\\.\\d+\\.(tcp|udp)(\\.(proto|port|addr))?)?)");

    private final Function<String, Optional<String>> values;
    private final Collection<String> names;
    /** Of those that came from the environment alone: a point stands for each hyphen, and nobody knows for which. */
    private final Set<String> pointed;

    /**
     * @param values what was set; empty where nothing was, and where it is blank
     * @param names of all that was set
     * @param variables the names of the environment's variables
     */
    public Settings(Function<String, Optional<String>> values, Collection<String> names, Collection<String> variables) {
        this.values = values;
        var ofVariables = variables.stream().map(Settings::pointed).collect(Collectors.toSet());
        // a variable is told by its own name too, which is nobody's setting
        var all = names.stream().filter(name -> !VARIABLE.matcher(name).matches())
                .filter(name -> !SERVICE_LINK.matcher(name).matches() || !ofVariables.contains(name)).toList();
        var written = all.stream().filter(name -> !ofVariables.contains(name)).map(Settings::plain)
                .collect(Collectors.toSet());
        this.names = all.stream().filter(name -> !ofVariables.contains(name) || !written.contains(plain(name))).toList();
        this.pointed = this.names.stream().filter(ofVariables::contains).collect(Collectors.toSet());
    }

    /** Without the profile that it may begin with. */
    private static String pointed(String variable) {
        return variable.toLowerCase(Locale.ROOT).replaceFirst("^_[a-z0-9]+_", "").replace('_', '.');
    }

    /** As if no part stood between quotes, and what belongs to the unnamed one said no name. */
    private static String bare(String name) {
        return name.replace("\"<default>\".", "").replace("\"", "");
    }

    /** What a name and the variable of it have in common. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Settings that are known whole. */
    public static Settings of(Map<String, String> all) {
        return new Settings(name -> Optional.ofNullable(all.get(name)), all.keySet(), Set.of());
    }

    /** What was set under this name, if anything but blanks was. */
    Optional<String> get(String name) {
        return values.apply(name).or(() -> names.stream().filter(it -> !it.equals(name) && bare(it).equals(name)).findFirst()
                .flatMap(values)).filter(value -> !value.isBlank());
    }

    /** The names of all that was set, to nothing too, like any of these. */
    List<String> setLike(String... patterns) {
        return names.stream().filter(name -> Stream.of(patterns).anyMatch(pattern -> isLike(pattern, name)))
                .sorted()
                .toList();
    }

    /**
     * @param pattern a name in which {@code *} stands for one part of it, such as a channel's name; at its end for all the rest
     */
    List<String> namesLike(String pattern) {
        var found = new ArrayList<String>();
        for (var name : names) {
            if (isLike(pattern, name) && get(name).isPresent()) {
                found.add(name);
            }
        }
        found.sort(String::compareTo);
        return found;
    }

    private boolean isLike(String pattern, String name) {
        var like = pointed.contains(name) ? likePointed(pattern) : like(pattern);
        return like.matcher(name).matches() || like.matcher(bare(name)).matches();
    }

    /** A part that may be anything may have had hyphens. */
    private static Pattern likePointed(String pattern) {
        return Pattern.compile(Pattern.quote(pattern.replace('-', '.')).replace("*", "\\E.+\\Q"));
    }

    private static Pattern like(String pattern) {
        var rest = pattern.endsWith(".*");
        var quoted = Pattern.quote(rest ? pattern.substring(0, pattern.length() - 1) : pattern);
        return Pattern.compile(quoted.replace("*", "\\E(?:\"[^\"]+\"|[^.\"]+)\\Q") + (rest ? ".+" : ""));
    }
}
