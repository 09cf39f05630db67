package eu.onrecord.ingest.webhook;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Answer;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Finding.Quarantined;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.ingest.provider.Reason;
import eu.onrecord.ingest.provider.Sha256;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Webhook;

/** What becomes of a webhook, decided before anything of it is published. */
@ApplicationScoped
public class Reception {
    /** A key, headers, and what the JVM takes for them. */
    private static final int BESIDE_A_VALUE_BYTES = 512;

    private final Providers providers;
    private final Admission admission;
    private final WebhookLog log;

    Reception(Providers providers, Admission admission, WebhookLog log) {
        this.providers = providers;
        this.admission = admission;
        this.log = log;
    }

    /** What was decided. */
    public sealed interface Outcome {
        /** It is not let in. */
        record Refused(ProblemType why) implements Outcome {
        }

        /**
         * It is answered so when all of the records are durable.
         *
         * @param keyId which of the configured secrets fitted
         */
        record Taken(List<Finding> findings, List<ProducerRecord<String, byte[]>> records, String keyId,
                Answer answer) implements Outcome {
            /** How many the records hold until they are acknowledged. */
            public long bytes() {
                var bytes = 0L;
                for (var each : records) {
                    bytes += each.value().length + BESIDE_A_VALUE_BYTES;
                }
                return bytes;
            }
        }
    }

    /** Decides on the bytes as they came. */
    public Outcome receive(Channel channel, Webhook webhook) {
        var provider = providers.of(channel);
        if (!provider.mediaTypes().contains(webhook.mediaType())) {
            return new Outcome.Refused(ProblemType.CONTENT_TYPE_UNSUPPORTED);
        }
        var verdict = provider.authenticate(channel, webhook);
        if (!(verdict instanceof Verdict.Authentic authentic)) {
            return new Outcome.Refused(verdict == Verdict.Refused.UNPROVEN ? ProblemType.SIGNATURE_MISSING
                    : ProblemType.SIGNATURE_INVALID);
        }
        var authentication = new Authentication(authentic.scheme(), authentic.keyId(), Sha256.hex(webhook.body()),
                webhook.receivedAt());
        var taken = taken(channel, webhook, authentication, provider.taken());
        // whatever there is never room for would come again until it is lost
        return taken.bytes() <= admission.mostRecordBytes(provider.comesAgain()) ? taken
                : of(List.of(new Quarantined(Reason.BATCH_TOO_LARGE)), channel, webhook, authentication, provider.taken());
    }

    /** An authentic webhook is never lost by a fault of ours: then all of it is quarantined. */
    private Outcome.Taken taken(Channel channel, Webhook webhook, Authentication authentication, Answer answer) {
        try {
            return of(providers.read(channel, webhook, authentication), channel, webhook, authentication, answer);
        } catch (RuntimeException | StackOverflowError fault) {
            log.fault(channel, fault);
            return of(List.of(new Quarantined(Reason.FAULT)), channel, webhook, authentication, answer);
        }
    }

    private Outcome.Taken of(List<Finding> findings, Channel channel, Webhook webhook, Authentication authentication,
            Answer answer) {
        findings.forEach(finding -> {
            if (finding instanceof Quarantined quarantined) {
                log.quarantined(channel, quarantined.reason());
            }
        });
        return new Outcome.Taken(findings, KafkaRecords.of(findings, channel, webhook, authentication),
                authentication.keyId(), answer);
    }
}
