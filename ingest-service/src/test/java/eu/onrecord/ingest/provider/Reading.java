package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Secrets;
import eu.onrecord.ingest.provider.Finding.Happening;
import eu.onrecord.ingest.provider.Finding.Quarantined;

/** Has a provider read a body, as if it were authentic. */
public record Reading(Provider provider, Channel channel, String mediaType) {
    public static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");

    public Reading(Provider provider, String mediaType, String... numbers) {
        this(provider, new Channel("a-channel", provider.name(), "example-nl", Set.of(numbers), Secrets.of(Map.of()),
                Optional.empty(), Map.of()), mediaType);
    }

    public List<Finding> findings(String body) {
        return provider.read(channel, Webhook.kept(mediaType, body.getBytes(UTF_8), RECEIVED),
                new Authentication("test", "key", "00", RECEIVED));
    }

    public List<Happening> happenings(String body) {
        return findings(body).stream().map(finding -> assertInstanceOf(Happening.class, finding)).toList();
    }

    /** The one event that a body tells. */
    public ChatEvent event(String body) {
        var happenings = happenings(body);
        assertEquals(1, happenings.size());
        return happenings.get(0).event();
    }

    /** Why a body is in quarantine. */
    public Reason quarantine(String body) {
        var findings = findings(body);
        assertEquals(1, findings.size());
        return assertInstanceOf(Quarantined.class, findings.get(0)).reason();
    }

    public static String original(ChatEvent event) {
        return new String(event.original().bytes(), UTF_8);
    }
}
