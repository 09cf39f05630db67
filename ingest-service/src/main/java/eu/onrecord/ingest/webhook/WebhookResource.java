package eu.onrecord.ingest.webhook;

import java.time.Clock;
import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

import eu.onrecord.ingest.channel.Channel;
import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Provider;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.ingest.provider.Webhook;
import eu.onrecord.ingest.publish.EventLog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Where the providers call. */
@Path("/webhooks/{channel}")
public class WebhookResource {
    /** Meta sends at most 3 MB. */
    static final int LARGEST_BODY_BYTES = 3 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(WebhookResource.class);

    private final Channels channels;
    private final Providers providers;
    private final EventLog log;
    private final InFlight inFlight;
    private final WebhookMetrics metrics;
    private final Clock clock;

    WebhookResource(Channels channels, Providers providers, EventLog log, InFlight inFlight, WebhookMetrics metrics,
            Clock clock) {
        this.channels = channels;
        this.providers = providers;
        this.log = log;
        this.inFlight = inFlight;
        this.metrics = metrics;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The provider asks whether this webhook is ours", description = "The challenge, if the verify token is right.")
    public Uni<String> subscribe(@PathParam("channel") String name, @Context HttpServerRequest request) {
        var channel = channel(name);
        var challenge = providers.of(channel).challenge(channel, webhook(request, new byte[0]));
        return Uni.createFrom().item(challenge.orElseThrow(() -> refuse(channel, ProblemType.SUBSCRIPTION_REFUSED)));
    }

    @POST
    @Operation(summary = "The provider tells what happened", description = "200 when every event in it is durable; 503 when the provider shall send it again.")
    public Uni<Response> receive(@PathParam("channel") String name, @Context HttpServerRequest request, byte[] body) {
        var channel = channel(name);
        var webhook = webhook(request, body);
        var records = read(channel, providers.of(channel), webhook);
        if (!inFlight.enter()) {
            return Uni.createFrom().item(notTaken(channel, ProblemType.OVERLOADED));
        }
        return Uni.createFrom().completionStage(() -> log.publish(records)).eventually(inFlight::leave)
                .map(acknowledged -> taken(channel)).onFailure().recoverWithItem(failure -> notAcknowledged(channel, failure));
    }

    private List<ProducerRecord<String, byte[]>> read(Channel channel, Provider provider, Webhook webhook) {
        if (webhook.body().length > LARGEST_BODY_BYTES) {
            throw refuse(channel, ProblemType.BODY_TOO_LARGE);
        }
        if (webhook.header("Content-Type").filter(provider::takes).isEmpty()) {
            throw refuse(channel, ProblemType.CONTENT_TYPE_UNSUPPORTED);
        }
        var authentication = provider.authenticate(channel, webhook)
                .orElseThrow(() -> refuse(channel, ProblemType.SIGNATURE_INVALID));
        return provider.read(channel, webhook, authentication).stream().peek(finding -> metrics.found(channel, finding))
                .flatMap(finding -> KafkaRecords.of(finding, channel, webhook.receivedAt()).stream()).toList();
    }

    private Channel channel(String name) {
        return channels.find(name).orElseThrow(ProblemType.CHANNEL_UNKNOWN::problem);
    }

    private RuntimeException refuse(Channel channel, ProblemType why) {
        metrics.refused(channel, why);
        return why.problem();
    }

    private Response taken(Channel channel) {
        metrics.accepted(channel);
        return Response.ok().build();
    }

    private Response notAcknowledged(Channel channel, Throwable failure) {
        LOG.warnf("Kafka did not acknowledge a webhook on %s: %s", channel.name(), failure.getClass().getSimpleName());
        return notTaken(channel, ProblemType.NOT_ACKNOWLEDGED);
    }

    /** An answer and no exception: under overload nobody has the time to print where it came from. */
    private Response notTaken(Channel channel, ProblemType why) {
        metrics.refused(channel, why);
        return why.problem().toResponse();
    }

    private Webhook webhook(HttpServerRequest request, byte[] body) {
        return new Webhook(request::getHeader, request::getParam, body, clock.instant());
    }
}
