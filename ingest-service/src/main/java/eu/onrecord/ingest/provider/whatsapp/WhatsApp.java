package eu.onrecord.ingest.provider.whatsapp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.contract.chat.ThreadKey;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.json.JsonSlice;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Finding.Reason;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Webhook;

/** The WhatsApp Cloud API. */
@ApplicationScoped
public class WhatsApp implements Provider {
    static final String NAME = "whatsapp";
    private static final String SCHEME = "x-hub-signature-256";
    private static final int LONGEST_CHALLENGE = 256;

    private final ThreadKey threadKey;

    WhatsApp(ThreadKey threadKey) {
        this.threadKey = threadKey;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean takes(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
    }

    @Override
    public Optional<String> challenge(Channel channel, Webhook webhook) {
        var subscribes = webhook.parameter("hub.mode").filter("subscribe"::equals).isPresent();
        var knowsToken = channel.verifyToken()
                .filter(token -> webhook.parameter("hub.verify_token").filter(given -> same(token, given)).isPresent())
                .isPresent();
        return subscribes && knowsToken
                ? webhook.parameter("hub.challenge").filter(challenge -> challenge.length() <= LONGEST_CHALLENGE)
                : Optional.empty();
    }

    @Override
    public Optional<Authentication> authenticate(Channel channel, Webhook webhook) {
        return webhook.header(HubSignature.HEADER).flatMap(HubSignature::parse)
                .flatMap(signature -> signature.signer(webhook.body(), channel.secrets()))
                .map(keyId -> new Authentication(SCHEME, keyId, sha256(webhook.body()), webhook.receivedAt()));
    }

    @Override
    public List<Finding> read(Channel channel, Webhook webhook, Authentication authentication) {
        var body = JsonSlice.of(webhook.body());
        var findings = new ArrayList<Finding>();
        for (var entry : body.elements("entry")) {
            for (var change : entry.elements("changes")) {
                findings.addAll(findingsIn(Change.of(entry, change), change, channel, authentication));
            }
        }
        if (!body.isWhole() || findings.isEmpty() && !isEmptyEnvelope(body)) {
            findings.add(new Quarantined(Reason.UNREADABLE, webhook.body()));
        }
        return findings;
    }

    private List<Finding> findingsIn(Change change, JsonSlice slice, Channel channel, Authentication authentication) {
        var foreign = change.number().filter(number -> !channel.numbers().contains(number)).isPresent();
        if (foreign) {
            return List.of(new Quarantined(Reason.UNKNOWN_NUMBER, slice.bytes()));
        }
        return new ChangeReader(change, channel, authentication, threadKey).read();
    }

    /** Meta's own test of a webhook: an object that says nothing. */
    private static boolean isEmptyEnvelope(JsonSlice body) {
        return body.member("entry").filter(entry -> entry.node().isArray() && entry.node().isEmpty()).isPresent();
    }

    private static boolean same(String token, String given) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
