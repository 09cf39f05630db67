package eu.onrecord.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import eu.onrecord.local.phone.Dialect;
import eu.onrecord.local.phone.SignedWebhook;

/** {@code deploy/local/sign}: a webhook with the body of a file, proven as the channel's provider would, for {@code curl}. */
public final class Sign {
    private static final String USAGE = "Usage: deploy/local/sign <channel> <file> [<directory of channels>]";

    private Sign() {
    }

    /** @param args the repository's root, the channel, the file, and where the channel stands if it is none of those here */
    public static void main(String[] args) {
        try {
            if (args.length < 3 || args.length > 4) {
                throw new IOException(USAGE);
            }
            var root = Path.of(args[0]);
            var more = List.of(args.length == 4 ? Path.of(args[3]) : LocalChannels.examples(root));
            System.out.println(command(LocalChannels.read(Ports.fixed(), root, more), args[1], Path.of(args[2])));
        } catch (IOException | IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(1);
        }
    }

    /**
     * The command that posts the file as it is, byte for byte.
     *
     * @throws IOException if the file cannot be read, or there is no such channel
     */
    static String command(LocalChannels channels, String channel, Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("There is no file " + file + ".");
        }
        var dialect = channels.dialect(channel).orElseThrow(() -> new IOException("There is no channel " + channel + "."));
        var webhook = signed(dialect, file);
        var command = new StringBuilder("curl -i " + quoted(String.valueOf(webhook.address())));
        webhook.headers().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(header -> command.append(" \\\n  -H ").append(quoted(header.getKey() + ": " + header.getValue())));
        return command.append(" \\\n  --data-binary ").append(quoted("@" + file)).toString();
    }

    private static SignedWebhook signed(Dialect dialect, Path file) throws IOException {
        try {
            return dialect.signed(Files.readAllBytes(file));
        } catch (IllegalArgumentException noSuchBody) {
            throw new IOException("%s cannot be signed: %s.".formatted(file, noSuchBody.getMessage()), noSuchBody);
        }
    }

    /** For a POSIX shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
