package eu.onrecord.ingest.provider.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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

/** The WhatsApp Cloud API. */
@ApplicationScoped
public class WhatsApp implements Provider {
    private static final String SCHEME = "x-hub-signature-256";
    /** Opaque, and repeated to whoever asks: so it is text that no browser takes for anything else. */
    private static final Pattern CHALLENGE = Pattern.compile("[ -~&&[^<>&\"'`]]{1,256}");

    private final ThreadKey threadKey;

    public WhatsApp(ThreadKey threadKey) {
        this.threadKey = threadKey;
    }

    @Override
    public String name() {
        return "whatsapp";
    }

    @Override
    public Optional<String> challenge(Channel channel, Webhook webhook) {
        var subscribes = webhook.parameter("hub.mode").filter("subscribe"::equals).isPresent();
        var knowsToken = channel.verifyToken()
                .filter(token -> webhook.parameter("hub.verify_token").filter(given -> same(token, given)).isPresent())
                .isPresent();
        return subscribes && knowsToken
                ? webhook.parameter("hub.challenge").filter(challenge -> CHALLENGE.matcher(challenge).matches())
                : Optional.empty();
    }

    @Override
    public Verdict authenticate(Channel channel, Webhook webhook) {
        return webhook.header(HubSignature.HEADER).flatMap(HubSignature::parse)
                .flatMap(signature -> signature.signer(webhook.body(), channel.secrets()))
                .<Verdict> map(keyId -> new Authentic(SCHEME, keyId)).orElse(Refused.FORGED);
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

    private static boolean same(String token, String given) {
        return MessageDigest.isEqual(token.getBytes(UTF_8), given.getBytes(UTF_8));
    }
}
