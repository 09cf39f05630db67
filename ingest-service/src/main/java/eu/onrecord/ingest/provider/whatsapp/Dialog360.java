package eu.onrecord.ingest.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
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
 * WhatsApp by way of 360dialog: the Cloud API's bodies. Partners' webhooks are signed with the platform secret; the others are
 * known by a secret that the company has 360dialog send along: in a header of its own (option {@code secret-header}), or as
 * {@code Authorization}, where it may be bare, a bearer token, or the {@code user:password} of basic authentication. With the
 * option {@code signed} nothing but the signature counts.
 */
@ApplicationScoped
public class Dialog360 implements Provider {
    static final String NAME = "360dialog";
    private static final String SIGNATURE = "X-360Dialog-Signature";
    private static final String AUTHORIZATION = "Authorization";

    private final ThreadKey threadKey;

    public Dialog360(ThreadKey threadKey) {
        this.threadKey = threadKey;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void check(Channel channel) {
        if (!channel.option("signed").filter(value -> !value.equals("true") && !value.equals("false")).isEmpty()) {
            throw new IllegalStateException("onrecord.channels.%s.options.signed is true or false".formatted(channel.name()));
        }
    }

    @Override
    public Verdict authenticate(Channel channel, Webhook webhook) {
        var signer = webhook.header(SIGNATURE).flatMap(HubSignature::parseBare)
                .flatMap(signature -> signature.signer(webhook.body(), channel.secrets()))
                .<Verdict> map(keyId -> new Authentic("x-360dialog-signature", keyId));
        return signer.or(() -> channel.option("signed").filter("true"::equals).isPresent() ? Optional.empty()
                : secretIn(channel, webhook)).orElse(Refused.FORGED);
    }

    private static Optional<Verdict> secretIn(Channel channel, Webhook webhook) {
        var own = channel.option("secret-header").flatMap(webhook::header).flatMap(value -> keyOf(channel, value))
                .<Verdict> map(keyId -> new Authentic("secret-header", keyId));
        return own.or(() -> webhook.header(AUTHORIZATION).flatMap(value -> authorized(channel, value)));
    }

    private static Optional<Verdict> authorized(Channel channel, String value) {
        var space = value.indexOf(' ');
        var scheme = space < 0 ? "" : value.substring(0, space).toLowerCase(Locale.ROOT);
        var credentials = value.substring(space + 1).strip();
        return switch (scheme) {
            case "basic" -> decoded(credentials).flatMap(given -> keyOf(channel, given))
                    .map(keyId -> new Authentic("basic", keyId));
            case "bearer" -> keyOf(channel, credentials).map(keyId -> new Authentic("bearer", keyId));
            default -> keyOf(channel, value).map(keyId -> new Authentic("authorization", keyId));
        };
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

    /** Meta says that a webhook has at most 3 MB. */
    @Override
    public int largestBody() {
        return CloudApiBody.LARGEST_BYTES;
    }

    @Override
    public List<Finding> read(Channel channel, Webhook webhook, Authentication authentication) {
        return new CloudApiBody(channel, authentication, threadKey).read(webhook.body());
    }
}
