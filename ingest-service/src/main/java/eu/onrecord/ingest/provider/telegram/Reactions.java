package eu.onrecord.ingest.provider.telegram;

import java.util.Optional;
import java.util.stream.Collectors;

import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.Fields;
import eu.onrecord.ingest.content.Parts;
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

    /**
     * What somebody put under a message in the place of what they had put there; none where an update tells of no such thing.
     */
    static Parts changed(Told update) {
        var now = in(update.at("new_reaction"));
        var isTakenBack = now.isEmpty() && update.at("new_reaction").json().isArray();
        return new Parts().add(PartType.REACTION, now.orElse(null), new Fields().with("action", isTakenBack ? "removed" : null)
                .with("before", in(update.at("old_reaction"))).list());
    }

    private static String emoji(Told reaction) {
        return reaction.at("emoji").say().orElseGet(() -> switch (reaction.at("type").say().orElse("")) {
            case "custom_emoji" -> "[an emoji of Telegram's own]";
            case "paid" -> "\u2b50";
            default -> "[a reaction]";
        });
    }
}
