package eu.onrecord.ingest.webhook;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Finding;
import io.micrometer.core.instrument.MeterRegistry;

/** What came in and what became of it. */
@ApplicationScoped
class WebhookMetrics {
    private final MeterRegistry registry;

    WebhookMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void accepted(Channel channel) {
        count(channel, "accepted");
    }

    void refused(Channel channel, ProblemType why) {
        count(channel, why.word());
    }

    void found(Channel channel, Finding finding) {
        registry.counter("onrecord.events", "channel", channel.name(), "kind", kind(finding)).increment();
    }

    private void count(Channel channel, String outcome) {
        registry.counter("onrecord.webhooks", "channel", channel.name(), "outcome", outcome).increment();
    }

    private static String kind(Finding finding) {
        if (finding instanceof Finding.Happening happening) {
            return happening.event().kind().word();
        }
        if (finding instanceof Finding.Quarantined quarantined) {
            return "quarantined:" + quarantined.reason().word();
        }
        return "ignored:" + ((Finding.Ignored) finding).what();
    }
}
