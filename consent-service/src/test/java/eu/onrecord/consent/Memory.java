package eu.onrecord.consent;

import java.net.URI;
import java.time.Instant;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.channel.Medium;
import eu.onrecord.consent.channel.ProviderTraits;
import eu.onrecord.consent.channel.Remedy;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.dossier.Consequences;
import eu.onrecord.consent.dossier.Dossiers;
import eu.onrecord.consent.dossier.SentMessages;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.notice.Notice;
import eu.onrecord.consent.notice.Replies;
import eu.onrecord.consent.outbox.Publication;
import eu.onrecord.consent.relationship.Clocks;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.consent.ConsentEvent;
import eu.onrecord.contract.consent.ConsentEvent.Retention;
import eu.onrecord.contract.wire.Envelope;
import eu.onrecord.contract.wire.EventCodec;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.GoldenMessage;

/** What the decisions need that are taken in memory: nobody known yet, and a channel. */
public final class Memory {
    public static final IdentifierVault VAULT = new IdentifierVault(new byte[32]);
    public static final Channel CHANNEL = channel(Optional.empty(), Retention.From.MESSAGE);

    private Memory() {
    }

    /** A channel over WhatsApp. */
    public static Channel channel(Optional<String> entryPointNotice, Retention.From from) {
        return channel(entryPointNotice, from, Set.of());
    }

    /** @param overtaken versions of the notice that count no more */
    public static Channel channel(Optional<String> entryPointNotice, Retention.From from, Set<String> overtaken) {
        return new Channel("whatsapp-nl", "whatsapp", new WhatsApp(), "example-nl", List.of(Language.NL),
                Notice.shipped("Voorbeeld BV", new Retention(Period.ofYears(5), from),
                        URI.create("https://example.org/privacy")).overtaking(overtaken),
                Replies.shipped("Voorbeeld BV"), Channel.Showing.SEPARATE, entryPointNotice,
                new Clocks(Period.ofMonths(36), Period.ofMonths(12)),
                new Channel.Access(URI.create("http://localhost"), Optional.empty(), "x", Optional.empty()), 80,
                Optional.empty());
    }

    public static Work work(Instant now) {
        return new Work(new Dossiers(VAULT, now), new SentMessages(VAULT, List.of()), new Consequences(), now);
    }

    /** The changes that are to be published, in their order. */
    public static List<Envelope<ConsentEvent>> changes(Work work) {
        return work.then().publications().stream().filter(it -> it.topic().equals(Topic.CONSENT))
                .map(it -> EventCodec.readConsent(received(it))).toList();
    }

    /** The last change of a kind is the contract's example, but for what is random in it. */
    public static void assertLast(Change change, String example, Work work) {
        var last = work.then().publications().stream().filter(it -> it.type().equals(change.eventType()))
                .reduce((before, after) -> after).orElseThrow(() -> new AssertionError("nothing published: " + change));
        GoldenMessage.assertIs(example, received(last), standIns(received(last)));
    }

    /** What is random, and what stands for it in the examples. */
    private static Map<String, String> standIns(ConsumerRecord<String, byte[]> published) {
        var event = EventCodec.readConsent(published);
        var customer = event.data().customer().toString();
        var standIns = new LinkedHashMap<String, String>();
        standIns.put(event.id().toString(), "c0000000-0000-4000-8000-000000000001");
        standIns.put(customer, "c0000000-0000-4000-8000-000000000002");
        standIns.put(customer.replace("-", ""), "c0000000000040008000000000000002");
        Optional.ofNullable(event.data().disclosure()).ifPresent(shown -> {
            standIns.put(shown.id().toString(), "c0000000-0000-4000-8000-000000000003");
            standIns.put(shown.noticeVersion(), "2026-1");
        });
        Optional.ofNullable(event.data().evidence())
                .ifPresent(evidence -> standIns.put(evidence.toString(), "c0000000-0000-4000-8000-000000000005"));
        return standIns;
    }

    private static ConsumerRecord<String, byte[]> received(Publication it) {
        var written = EventCodec.write(it.topic(), it.id(), it.type(), Publication.SOURCE.toString(), it.time(), it.key(),
                it.data());
        var received = new ConsumerRecord<>(written.topic(), 0, 0, written.key(), written.value());
        written.headers().forEach(received.headers()::add);
        return received;
    }

    private static final class WhatsApp implements ProviderTraits {
        @Override
        public Set<String> names() {
            return Set.of("whatsapp");
        }

        @Override
        public Medium medium(String business) {
            return Medium.WHATSAPP;
        }

        @Override
        public Remedy remedy(String code) {
            return code.equals("21610") ? Remedy.OPT_OUT_OF_ALL : Remedy.GIVE_UP;
        }
    }
}
