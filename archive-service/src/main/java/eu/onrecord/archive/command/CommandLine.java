package eu.onrecord.archive.command;

import java.util.Arrays;

import io.quarkus.runtime.QuarkusApplication;

/** Does the command that the line names; ends with its exit code. */
public class CommandLine implements QuarkusApplication {
    private final Commands commands;

    CommandLine(Commands commands) {
        this.commands = commands;
    }

    @Override
    public int run(String... words) {
        return commands.run(words[0], Arrays.asList(words).subList(1, words.length));
    }
}
