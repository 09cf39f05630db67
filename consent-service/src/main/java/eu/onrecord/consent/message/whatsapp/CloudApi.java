package eu.onrecord.consent.message.whatsapp;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.message.Provider;
import eu.onrecord.consent.message.SendOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;

/** The WhatsApp Cloud API. */
@ApplicationScoped
public class CloudApi implements Provider {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** As many as messages are sent at once: waiting for a connection would count as waiting for the provider. */
    private static final int MOST_CONNECTIONS = 50;
    private static final int CONNECT_PATIENCE_MILLIS = 3000;

    private final WebClient http;

    CloudApi(Vertx vertx) {
        http = WebClient.create(vertx,
                new WebClientOptions().setConnectTimeout(CONNECT_PATIENCE_MILLIS).setFollowRedirects(false)
                        .setMaxPoolSize(MOST_CONNECTIONS));
    }

    @Override
    public Uni<SendOutcome> send(Channel channel, String business, Identifier recipient, String text, String reference) {
        var request = request(recipient, text, reference).toBuffer();
        return http.postAbs(channel.api() + "/" + business + "/messages").bearerTokenAuthentication(channel.token())
                .putHeader("Content-Type", "application/json").timeout(PATIENCE.toMillis())
                .sendBuffer(Buffer.newInstance(request)).map(answer -> outcome(answer, request.getBytes()))
                .onFailure(CloudApi::neverLeft).recoverWithItem(() -> new SendOutcome.NotNow("unreachable"))
                .onFailure().recoverWithItem(SendOutcome.Unknown::new);
    }

    private static boolean neverLeft(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof UnknownHostException;
    }

    private static JsonObject request(Identifier recipient, String text, String reference) {
        var request = new JsonObject().put("messaging_product", "whatsapp").put("recipient_type", "individual");
        // a phone number keeps its plus, or Meta puts the business's own country code before it
        request.put(recipient.kind() == Identifier.Kind.PHONE ? "to" : "recipient", recipient.value());
        return request.put("type", "text").put("text", new JsonObject().put("preview_url", false).put("body", text))
                .put("biz_opaque_callback_data", reference);
    }

    private static SendOutcome outcome(HttpResponse<Buffer> answer, byte[] request) {
        var body = answer.bodyAsJsonObject();
        if (answer.statusCode() == 200) {
            return new SendOutcome.Accepted(body.getJsonArray("messages").getJsonObject(0).getString("id"), request);
        }
        return ErrorCode.outcomeOf(body.getJsonObject("error").getInteger("code"));
    }
}
