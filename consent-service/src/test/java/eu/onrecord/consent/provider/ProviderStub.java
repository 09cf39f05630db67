package eu.onrecord.consent.provider;

import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;

import eu.onrecord.consent.channel.Channel;
import eu.onrecord.consent.notice.Language;
import eu.onrecord.consent.notice.Notice;
import eu.onrecord.consent.notice.Replies;
import eu.onrecord.consent.relationship.Clocks;
import eu.onrecord.contract.consent.ConsentEvent.Retention;
import io.vertx.core.http.HttpServer;
import io.vertx.mutiny.core.Vertx;

/** A provider that answers what it is told to, and remembers what it was asked. */
public final class ProviderStub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private int status = 200;
    private String answer = "{}";
    private volatile Asked asked;

    /** What it was asked. */
    public record Asked(String path, String contentType, String authorization, String apiKey, String body) {
    }

    public ProviderStub() {
        server = vertx.getDelegate().createHttpServer().requestHandler(request -> request.bodyHandler(body -> {
            asked = new Asked(request.path(), request.getHeader("Content-Type"), request.getHeader("Authorization"),
                    request.getHeader("D360-API-KEY"), body.toString());
            if (status == 0) {
                request.connection().close();
            } else {
                request.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(answer);
            }
        })).listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
    }

    /** @param newStatus zero drops the connection */
    public ProviderStub answering(int newStatus, String newAnswer) {
        status = newStatus;
        answer = newAnswer;
        return this;
    }

    public ProviderHttp http() {
        return new ProviderHttp(vertx);
    }

    public Asked asked() {
        return asked;
    }

    /** A channel that leads here. */
    public Channel channel(Provider provider, String account, String token) {
        return channel(provider.names().iterator().next(), provider, account, token);
    }

    /** A channel that leads here, of a provider that has several names. */
    public Channel channel(String name, Provider provider, String account, String token) {
        return new Channel("test", name, provider, "example-nl", List.of(Language.NL),
                Notice.shipped("X", new Retention(Period.ofYears(1), Retention.From.MESSAGE),
                        URI.create("https://example.org")),
                Replies.shipped("X"),
                Channel.Showing.SEPARATE, Optional.empty(), new Clocks(Period.ofMonths(36), Period.ofMonths(12)),
                new Channel.Access(URI.create("http://localhost:" + server.actualPort()), Optional.ofNullable(account), token,
                        Optional.empty()),
                80, Optional.empty());
    }

    /** What becomes of a message. */
    public SendOutcome send(Provider provider, Channel channel, Outgoing message) {
        return provider.send(channel, message).await().atMost(PATIENCE);
    }

    @Override
    public void close() {
        vertx.closeAndAwait();
    }
}
