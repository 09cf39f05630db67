package eu.onrecord.ingest.provider;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.channel.Channel;

/**
 * A messaging provider: one class that authenticates its webhooks and reads them. It is found by being a bean.
 */
public interface Provider {
    String JSON = "application/json";
    String FORM = "application/x-www-form-urlencoded";

    /** The name that channels are configured with and that events carry. */
    String name();

    /** What the bodies of its webhooks are, without parameters and in lower case. */
    default Set<String> mediaTypes() {
        return Set.of(JSON);
    }

    /**
     * Whether a channel's settings are enough, looked at once, at start.
     *
     * @throws IllegalStateException if not; it names the setting
     */
    default void check(Channel channel) {
    }

    /**
     * What to answer when the provider asks whether the webhook is ours.
     *
     * @return the challenge to repeat, or empty if the question is not genuine
     */
    default Optional<String> challenge(Channel channel, Webhook webhook) {
        return Optional.empty();
    }

    /** Whether a webhook comes from the provider, decided on the bytes as they came, before anything in them is believed. */
    Verdict authenticate(Channel channel, Webhook webhook);

    /** Everything an authentic webhook says, in its order: nothing in it is left out, whatever it is. Never fails. */
    List<Finding> read(Channel channel, Webhook webhook, Authentication authentication);

    /** How many bytes its longest webhook may have. */
    default int largestBody() {
        return 256 * 1024;
    }

    /** Whether it sends a webhook again that is not answered with success. One that does not is refused last. */
    default boolean comesAgain() {
        return true;
    }

    /** What to answer when everything in a webhook is durable. */
    default Answer taken() {
        return Answer.EMPTY;
    }
}
