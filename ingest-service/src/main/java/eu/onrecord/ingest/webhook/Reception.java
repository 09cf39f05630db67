package eu.onrecord.ingest.webhook;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;

import eu.onrecord.contract.chat.Original.Authentication;
import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Answer;
import eu.onrecord.ingest.provider.Finding;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.ingest.provider.Sha256;
import eu.onrecord.ingest.provider.Verdict;
import eu.onrecord.ingest.provider.Webhook;

/** What becomes of a webhook, decided before anything of it is published. */
@ApplicationScoped
class Reception {
    private final Providers providers;

    Reception(Providers providers) {
        this.providers = providers;
    }

    /** What was decided. */
    sealed interface Outcome {
        /** It is not let in. */
        record Refused(ProblemType why) implements Outcome {
        }

        /** It is answered so when all of the records are durable. */
        record Taken(List<Finding> findings, List<ProducerRecord<String, byte[]>> records, Answer answer) implements Outcome {
        }
    }

    Outcome receive(Channel channel, Webhook webhook) {
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
        var findings = providers.read(channel, webhook, authentication);
        return new Outcome.Taken(findings, KafkaRecords.of(findings, channel, webhook, authentication), provider.taken());
    }
}
