package eu.onrecord.ingest.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

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
 * WhatsApp by way of 360dialog: the Cloud API's bodies, without a signature that we could check. They are known by a secret
 * that the company has 360dialog send along: in a header of its own (option {@code secret-header}), as a bearer token, or as
 * the {@code user:password} of basic authentication.
 */
@ApplicationScoped
public class Dialog360 implements Provider {
    private static final String AUTHORIZATION = "Authorization";

    private final ThreadKey threadKey;

    Dialog360(ThreadKey threadKey) {
        this.threadKey = threadKey;
    }

    @Override
    public String name() {
        return "360dialog";
    }

    @Override
    public Verdict authenticate(Channel channel, Webhook webhook) {
        var own = channel.option("secret-header").flatMap(webhook::header).<Verdict> flatMap(
                value -> keyOf(channel, value).map(keyId -> new Authentic("secret-header", keyId)));
        return own.or(() -> webhook.header(AUTHORIZATION).flatMap(value -> authorized(channel, value))).orElse(Refused.FORGED);
    }

    private static Optional<Verdict> authorized(Channel channel, String value) {
        var parts = value.strip().split(" +", 2);
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic")) {
            return decoded(parts[1]).flatMap(credentials -> keyOf(channel, credentials))
                    .map(keyId -> new Authentic("basic", keyId));
        }
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
            return keyOf(channel, parts[1]).map(keyId -> new Authentic("bearer", keyId));
        }
        return Optional.empty();
    }

    private static Optional<String> keyOf(Channel channel, String given) {
        return channel.secrets().keyOf(given.getBytes(UTF_8), secret -> secret);
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), UTF_8));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    @Override
    public List<Finding> read(Channel channel, Webhook webhook, Authentication authentication) {
        return new CloudApiBody(channel, authentication, threadKey).read(webhook.body());
    }
}
