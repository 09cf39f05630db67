package eu.onrecord.archive.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;

import eu.onrecord.archive.channel.ChannelsConfig;
import eu.onrecord.archive.channel.ChannelsConfig.ChannelConfig;

/**
 * Files at WhatsApp: an id gives an address that is good for five minutes, the address gives the bytes; both with the token.
 * Blocking, because streams of 100 MB are hashed, sealed and stored as they come; for worker threads only.
 */
@ApplicationScoped
class MediaSource {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChannelsConfig channels;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5)).build();

    MediaSource(ChannelsConfig channels, ObjectMapper json) {
        this.channels = channels;
        this.json = json;
    }

    /** @throws FetchFailure if the provider does not give it */
    InputStream open(String channelName, String mediaId) throws IOException, InterruptedException {
        var channel = channels.channels().get(channelName);
        if (channel == null) {
            throw FetchFailure.forNow("channel-not-configured");
        }
        var described = get(channel, URI.create(channel.api() + "/" + mediaId), BodyHandlers.ofByteArray());
        var address = URI.create(json.readTree(described).path("url").asText());
        if (!new FileHosts(channel.api(), channel.fileHosts()).allow(address)) {
            throw FetchFailure.forGood("host-not-allowed");
        }
        return get(channel, address, BodyHandlers.ofInputStream());
    }

    private <T> T get(ChannelConfig channel, URI address, BodyHandler<T> handler) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).header("Authorization", "Bearer " + channel.token())
                .build();
        HttpResponse<T> answer = http.send(request, handler);
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        if (answer.body() instanceof InputStream unread) {
            unread.close();
        }
        throw FetchFailure.forNow("http-" + answer.statusCode());
    }
}
