package eu.onrecord.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A channel as it stands in a file of its own, named after it: the settings that the services have for a channel, without what
 * stands in front of them.
 *
 * @param name of the file, without its ending
 * @param settings as they stand there
 */
record ChannelFile(String name, Map<String, String> settings) {
    private static final String ENDING = ".properties";
    private static final String PREFIX = "onrecord.channels.";

    /**
     * All that stand in a directory, by name.
     *
     * @throws IOException if it cannot be read, or holds a file that lacks what every channel has
     */
    static List<ChannelFile> in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("There is no directory " + directory + ".");
        }
        var channels = new ArrayList<ChannelFile>();
        try (var files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (var file : files) {
                channels.add(read(file));
            }
        }
        channels.sort((one, other) -> one.name().compareTo(other.name()));
        return channels;
    }

    static ChannelFile read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var settings = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name).strip()));
        var name = file.getFileName().toString();
        var channel = new ChannelFile(name.substring(0, name.length() - ENDING.length()), settings);
        for (var needed : List.of("provider", "legal-entity", "numbers", "send.token")) {
            if (channel.find(needed).isEmpty()) {
                throw new IOException("%s says no %s.".formatted(file, needed));
            }
        }
        if (channel.number().isEmpty()) {
            throw new IOException("%s says no number.".formatted(file));
        }
        if (channel.secret().isEmpty()) {
            throw new IOException("%s says no secrets.<key id>.".formatted(file));
        }
        return channel;
    }

    String provider() {
        return get("provider");
    }

    /** The first of its business numbers. */
    String number() {
        return get("numbers").split(",", -1)[0].strip();
    }

    /** The first of the secrets that webhooks are proven with. */
    Optional<String> secret() {
        return settings.entrySet().stream().filter(setting -> setting.getKey().startsWith("secrets.")).map(Map.Entry::getValue)
                .findFirst();
    }

    Optional<String> find(String setting) {
        return Optional.ofNullable(settings.get(setting)).filter(value -> !value.isBlank());
    }

    /** @throws IllegalArgumentException if it is not there: which, and where it belongs */
    String get(String setting) {
        return find(setting)
                .orElseThrow(() -> new IllegalArgumentException("it says no " + setting));
    }

    /** The same channel, with what its file does not say. */
    ChannelFile withDefault(String setting, String value) {
        if (find(setting).isPresent()) {
            return this;
        }
        var more = new TreeMap<>(settings);
        more.put(setting, value);
        return new ChannelFile(name, more);
    }

    /** Some of the settings, as a service is told them. */
    Map<String, String> told(Predicate<String> which) {
        return settings.entrySet().stream().filter(setting -> which.test(setting.getKey()))
                .collect(Collectors.toMap(setting -> prefixed(setting.getKey()), Map.Entry::getValue));
    }

    String prefixed(String setting) {
        return PREFIX + name + "." + setting;
    }

    @Override
    public String toString() {
        return "ChannelFile[" + name + "]";
    }
}
