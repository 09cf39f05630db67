package eu.onrecord.consent.provider;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Remedy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;

/** Requests to providers, and the difference between "not taken" and "nobody knows". */
@ApplicationScoped
public class ProviderHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** As many as messages are sent at once: waiting for a connection would count as waiting for the provider. */
    private static final int MOST_CONNECTIONS = 100;
    private static final int CONNECT_PATIENCE_MILLIS = 3000;

    private final WebClient http;

    public ProviderHttp(Vertx vertx) {
        http = WebClient.create(vertx, new WebClientOptions().setConnectTimeout(CONNECT_PATIENCE_MILLIS)
                .setFollowRedirects(false).setMaxPoolSize(MOST_CONNECTIONS));
    }

    /** An answer. The body is empty where it was no JSON object. */
    public record Answer(int status, JsonObject body) {
        static Answer of(HttpResponse<Buffer> answer) {
            return new Answer(answer.statusCode(), json(answer));
        }

        private static JsonObject json(HttpResponse<Buffer> answer) {
            try {
                var body = answer.bodyAsJsonObject();
                return body == null ? new JsonObject() : body;
            } catch (DecodeException | ClassCastException noObject) {
                return new JsonObject();
            }
        }
    }

    /**
     * Posts once.
     *
     * @param judge what an answer means; an answer that it cannot read is nobody's knowledge
     * @return what became of it; never fails
     */
    public Uni<SendOutcome> post(URI address, Map<String, String> headers, byte[] body, Function<Answer, SendOutcome> judge) {
        var request = http.postAbs(address.toString()).timeout(PATIENCE.toMillis());
        headers.forEach(request::putHeader);
        return request.sendBuffer(Buffer.buffer(body)).map(Answer::of).map(judge)
                .onFailure(ProviderHttp::neverLeft)
                .recoverWithItem(() -> new SendOutcome.NotTaken("unreachable", Remedy.BACK_OFF))
                .onFailure().recoverWithItem(SendOutcome.Unknown::new);
    }

    private static boolean neverLeft(Throwable failure) {
        return failure instanceof ConnectException || failure instanceof UnknownHostException;
    }
}
