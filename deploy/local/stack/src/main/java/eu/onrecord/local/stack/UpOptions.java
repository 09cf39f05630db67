package eu.onrecord.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code deploy/local/up} is asked for.
 *
 * @param demo a conversation is followed through everything
 * @param platformOnly the services are not started
 * @param fresh the data of the last time is forgotten
 * @param channels directories of channels, beside the one that is always there
 */
record UpOptions(boolean demo, boolean platformOnly, boolean fresh, List<Path> channels) {
    static final String USAGE = "Usage: deploy/local/up [--demo | --platform-only] [--fresh] [--all-providers] "
            + "[--channels <directory>]";

    /**
     * @param root of the repository
     * @throws IllegalArgumentException if they are not understood
     */
    static UpOptions of(Path root, List<String> words) {
        var channels = new ArrayList<Path>();
        var flags = new ArrayList<String>();
        for (var rest = words.iterator(); rest.hasNext();) {
            var word = rest.next();
            if (word.equals("--channels") && rest.hasNext()) {
                channels.add(Path.of(rest.next()));
            } else if (word.equals("--all-providers")) {
                channels.add(LocalChannels.examples(root));
            } else {
                flags.add(word);
            }
        }
        var options = new UpOptions(flags.remove("--demo"), flags.remove("--platform-only"), flags.remove("--fresh"),
                List.copyOf(channels));
        if (!flags.isEmpty() || options.demo() && options.platformOnly()) {
            throw new IllegalArgumentException(USAGE);
        }
        return options;
    }
}
