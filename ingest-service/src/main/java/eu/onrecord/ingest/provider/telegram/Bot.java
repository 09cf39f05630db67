package eu.onrecord.ingest.provider.telegram;

import java.util.Optional;
import java.util.regex.Pattern;

import eu.onrecord.ingest.channel.Channel;

/** The bot of a channel: an update is for the bot whose webhook it is, and does not name it. */
final class Bot {
    private static final Pattern ID = Pattern.compile("[0-9]+");

    private Bot() {
    }

    /** Bots have numbers, business connections have other words. */
    static boolean isId(String number) {
        return ID.matcher(number).matches();
    }

    /** Empty if the channel is for business connections alone. */
    static Optional<String> of(Channel channel) {
        return channel.numbers().stream().filter(Bot::isId).findFirst();
    }
}
