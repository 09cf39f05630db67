package eu.onrecord.ingest.provider.twilio;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.Network;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Answer;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Verdict.Authentic;
import eu.onrecord.ingest.provider.Verdict.Refused;
import eu.onrecord.ingest.provider.Webhook;

/**
 * Twilio, for WhatsApp, SMS and RCS. The option {@code public-url} is the webhook's address exactly as it is configured at
 * Twilio; {@code network} says what a messaging service travels over, where its addresses do not. Webhooks of Conversations,
 * another product of Twilio's, do not tell the business number: they are quarantined.
 */
@ApplicationScoped
public class Twilio implements Provider {
    static final String NETWORK = "network";
    private static final String PUBLIC_URL = "public-url";
    /** No reply: whether one may go out is not decided here. */
    private static final Answer EMPTY_TWIML = new Answer("text/xml", "<Response/>");

    private final ThreadKey threadKey;

    public Twilio(ThreadKey threadKey) {
        this.threadKey = threadKey;
    }

    @Override
    public String name() {
        return "twilio";
    }

    @Override
    public Set<String> mediaTypes() {
        return Set.of(FORM, JSON, "application/cloudevents-batch+json", "application/cloudevents+json");
    }

    @Override
    public void check(Channel channel) {
        if (channel.option(NETWORK).filter(word -> network(word).isEmpty()).isPresent()) {
            throw new IllegalStateException(
                    "onrecord.channels.%s.options.%s must be one of %s".formatted(channel.name(), NETWORK,
                            Arrays.stream(Network.values()).map(Network::word).toList()));
        }
        try {
            publicUrls(channel);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("onrecord.channels.%s.options.%s must be the webhook's address as Twilio knows it"
                    .formatted(channel.name(), PUBLIC_URL), wrong);
        }
    }

    @Override
    public Verdict authenticate(Channel channel, Webhook webhook) {
        return webhook.header(TwilioSignature.HEADER).flatMap(TwilioSignature::parse)
                .flatMap(signature -> signature.signer(webhook, publicUrls(channel), channel.secrets()))
                .<Verdict> map(keyId -> new Authentic("x-twilio-signature", keyId)).orElse(Refused.FORGED);
    }

    /** Some forty parameters, the longest of 1,600 characters. */
    @Override
    public int largestBody() {
        return 128 * 1024;
    }

    /** Not by itself: what is lost here is lost, unless the address says otherwise ({@code #rc=3&rp=all}). */
    @Override
    public boolean comesAgain() {
        return false;
    }

    @Override
    public List<Finding> read(Channel channel, Webhook webhook, Authentication authentication) {
        return !webhook.mediaType().equals(FORM) ? new EventStream(channel, authentication, threadKey).read(webhook.body())
                : new Callback(channel, authentication, threadKey).read(webhook.body());
    }

    @Override
    public Answer taken() {
        return EMPTY_TWIML;
    }

    static Optional<Network> network(String word) {
        return Arrays.stream(Network.values()).filter(network -> network.word().equals(word)).findFirst();
    }

    /** Where it may have been called: also a fallback address, or another region's. */
    private static PublicUrls publicUrls(Channel channel) {
        return PublicUrls.of(channel.option(PUBLIC_URL).orElse(""));
    }
}
