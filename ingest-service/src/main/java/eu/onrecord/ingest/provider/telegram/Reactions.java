package eu.onrecord.ingest.provider.telegram;

import java.util.Optional;
import java.util.stream.Collectors;

import eu.onrecord.ingest.content.Told;

/** The emojis under a message. */
final class Reactions {
    private Reactions() {
    }

    /** All of them; empty where there is none. An emoji that only Telegram can draw is named as one. */
    static Optional<String> in(Told reactions) {
        var emojis = reactions.elements().stream().map(Reactions::emoji).collect(Collectors.joining(" "));
        return Optional.of(emojis).filter(all -> !all.isEmpty());
    }

    private static String emoji(Told reaction) {
        return reaction.at("emoji").say().orElseGet(() -> switch (reaction.at("type").say().orElse("")) {
            case "custom_emoji" -> "[an emoji of Telegram's own]";
            case "paid" -> "\u2b50";
            default -> "[a reaction]";
        });
    }
}
