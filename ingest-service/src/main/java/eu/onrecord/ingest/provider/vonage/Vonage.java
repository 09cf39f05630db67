package eu.onrecord.ingest.provider.vonage;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Verdict.Authentic;
import eu.onrecord.ingest.provider.Verdict.Refused;
import eu.onrecord.ingest.provider.Webhook;

/**
 * Vonage's Messages API. The option {@code token-age} (25 hours) is how old a token may be: Vonage tries again for a day, and
 * may do so with the token of the first time.
 */
@ApplicationScoped
public class Vonage implements Provider {
    private static final String TOKEN_AGE = "token-age";
    private static final Duration DEFAULT_TOKEN_AGE = Duration.ofHours(25);
    private static final String BEARER = "Bearer ";

    private final ThreadKey threadKey;

    public Vonage(ThreadKey threadKey) {
        this.threadKey = threadKey;
    }

    @Override
    public String name() {
        return "vonage";
    }

    @Override
    public void check(Channel channel) {
        try {
            tokenAge(channel);
        } catch (RuntimeException wrong) {
            throw new IllegalStateException("onrecord.channels.%s.options.%s must be a duration such as PT25H"
                    .formatted(channel.name(), TOKEN_AGE), wrong);
        }
    }

    /** Vonage has been seen to leave the token out, and tries again only if the answer is 429 or 5xx. */
    @Override
    public Verdict authenticate(Channel channel, Webhook webhook) {
        var authorization = webhook.header("Authorization");
        if (authorization.isEmpty()) {
            return Refused.UNPROVEN;
        }
        return authorization.filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> new VonageToken(value.substring(BEARER.length()).strip()))
                .flatMap(token -> token.signer(webhook.body(), channel.secrets(), webhook.receivedAt(), tokenAge(channel)))
                .<Verdict> map(keyId -> new Authentic("vonage-jwt", keyId)).orElse(Refused.FORGED);
    }

    @Override
    public List<Finding> read(Channel channel, Webhook webhook, Authentication authentication) {
        return new MessagesBody(channel, authentication, threadKey).read(webhook.body());
    }

    private static Duration tokenAge(Channel channel) {
        return channel.option(TOKEN_AGE).map(Duration::parse).orElse(DEFAULT_TOKEN_AGE);
    }
}
