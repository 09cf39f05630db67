package eu.onrecord.ingest.edge;

import java.time.Clock;

import eu.onrecord.ingest.admission.Admission;
import eu.onrecord.ingest.admission.Lateness;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.ingest.publish.EventLog;
import eu.onrecord.ingest.webhook.Reception;
import eu.onrecord.ingest.webhook.WebhookLog;
import eu.onrecord.ingest.webhook.WebhookMetrics;
import eu.onrecord.ingest.webhook.WebhookTracing;
import io.vertx.core.WorkerExecutor;

/**
 * What every webhook needs on its way.
 *
 * @param largeReaders for bodies that take milliseconds to read; few, because each takes many times its body while it reads
 */
record Services(Channels channels, Providers providers, Lateness lateness, Admission admission, Reception reception,
        EventLog log,
        WebhookMetrics metrics, WebhookLog webhookLog, WebhookTracing tracing, Clock clock, WorkerExecutor largeReaders) {
}
