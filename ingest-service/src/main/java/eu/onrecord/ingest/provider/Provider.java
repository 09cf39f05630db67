package eu.onrecord.ingest.provider;

import java.util.List;
import java.util.Optional;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.channel.Channel;

/** A messaging provider: one class that authenticates its webhooks and reads them. */
public interface Provider {

    /** The name that channels are configured with and that events carry. */
    String name();

    /** Whether webhooks of this content type are the provider's. */
    boolean takes(String contentType);

    /**
     * What to answer when the provider asks whether the webhook is ours.
     *
     * @return the challenge to repeat, or empty if the question is not genuine
     */
    Optional<String> challenge(Channel channel, Webhook webhook);

    /**
     * How a webhook proves that it comes from the provider, decided on the bytes as they came.
     *
     * @return empty if it does not
     */
    Optional<Authentication> authenticate(Channel channel, Webhook webhook);

    /** Everything an authentic webhook says, in its order: nothing in it is left out. */
    List<Finding> read(Channel channel, Webhook webhook, Authentication authentication);
}
