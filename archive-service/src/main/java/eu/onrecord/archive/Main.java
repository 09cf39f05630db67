package eu.onrecord.archive;

import java.util.Arrays;
import java.util.Optional;

import eu.onrecord.archive.command.Commands;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The service; or, with a word behind it, one of its commands, which does its work and ends. */
@QuarkusMain
public final class Main implements QuarkusApplication {
    private static final String PROFILE = "quarkus.profile";

    /** @param arguments none for the service, else a command and its options */
    public static void main(String... arguments) {
        // an executable may leave its own options to us
        var words = Arrays.stream(arguments).filter(word -> !word.startsWith("-X")).toArray(String[]::new);
        if (words.length > 0) {
            System.setProperty(PROFILE, profile() + ",command");
        }
        Quarkus.run(Main.class, words);
    }

    private static String profile() {
        return Optional.ofNullable(System.getProperty(PROFILE)).or(() -> Optional.ofNullable(System.getenv("QUARKUS_PROFILE")))
                .orElse("prod");
    }

    @Override
    public int run(String... words) {
        if (words.length == 0) {
            Quarkus.waitForExit();
            return 0;
        }
        return Arc.container().instance(Commands.class).get().run(words[0], Arrays.asList(words).subList(1, words.length));
    }
}
