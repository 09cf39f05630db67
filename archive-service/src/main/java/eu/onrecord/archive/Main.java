package eu.onrecord.archive;

import java.util.Arrays;
import java.util.Optional;

import eu.onrecord.archive.command.CommandLine;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service; or, with a word behind it, one of its commands, which does its work and ends. */
@QuarkusMain
public final class Main {
    private static final String PROFILE = "quarkus.profile";

    private Main() {
    }

    /** @param arguments none for the service, else a command and its options */
    public static void main(String... arguments) {
        // an executable may leave its own options to us
        var words = Arrays.stream(arguments).filter(word -> !word.startsWith("-X")).toArray(String[]::new);
        if (words.length == 0) {
            Quarkus.run();
        } else {
            System.setProperty(PROFILE, profile() + ",command");
            Quarkus.run(CommandLine.class, words);
        }
    }

    private static String profile() {
        return Optional.ofNullable(System.getProperty(PROFILE)).or(() -> Optional.ofNullable(System.getenv("QUARKUS_PROFILE")))
                .orElse("prod");
    }
}
