package eu.onrecord.ingest.webhook;

import java.time.Clock;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;

import eu.onrecord.ingest.channel.Channels;
import eu.onrecord.ingest.problem.ProblemType;
import eu.onrecord.ingest.provider.Providers;
import eu.onrecord.ingest.provider.Webhook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Where a provider asks, once, whether a webhook is ours. What it tells afterwards comes to {@link WebhookRoute}. */
@Path("/webhooks/{channel}")
public class SubscriptionResource {
    private final Channels channels;
    private final Providers providers;
    private final WebhookMetrics metrics;
    private final Clock clock;

    SubscriptionResource(Channels channels, Providers providers, WebhookMetrics metrics, Clock clock) {
        this.channels = channels;
        this.providers = providers;
        this.metrics = metrics;
        this.clock = clock;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN)
    @ResponseHeader(name = "X-Content-Type-Options", value = "nosniff")
    @Operation(summary = "The provider asks whether this webhook is ours", description = "The challenge, if the verify token is right.")
    public Uni<String> subscribe(@PathParam("channel") String name, @Context HttpServerRequest request) {
        var channel = channels.find(name).orElseThrow(ProblemType.CHANNEL_UNKNOWN::problem);
        var webhook = new Webhook(request::getHeader, request::getParam, request.query(), new byte[0], clock.instant());
        return Uni.createFrom().item(providers.of(channel).challenge(channel, webhook).orElseThrow(() -> {
            metrics.of(channel).refused(ProblemType.SUBSCRIPTION_REFUSED);
            return ProblemType.SUBSCRIPTION_REFUSED.problem();
        }));
    }
}
