package eu.onrecord.archive.media;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import eu.onrecord.archive.media.FetchFailure.Reason;
import eu.onrecord.archive.media.provider.Step;
import eu.onrecord.archive.media.provider.Step.Told;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;

/**
 * Goes the way to a file, step by step, and hands over its bytes as they come, no faster than they are taken: whoever is slow
 * holds no thread. A request goes to an address that was looked at before, and to no other that the name may have by then.
 */
@ApplicationScoped
class Download {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Without a byte. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int AT_ONE_HOST = 64;
    private static final int MOST_REDIRECTS = 3;
    /** Of a document that tells where a file is. */
    private static final int MOST_TOLD = 64 * 1024;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Pattern PAGE = Pattern.compile("(?i)\\s*(text/html|application/xhtml\\+xml"
            + "|(application|text)/([a-z.-]+\\+)?(json|xml))\\b");
    private static final Pattern DOCUMENT = Pattern.compile("(?is)\\s*(text/.*"
            + "|application/(octet-stream|([a-z0-9.-]+\\+)?(xml|json))\\s*(;.*)?)");
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final Vertx vertx;
    private final Taker taker;
    private final LargeFiles largeFiles;
    private final Duration silence;
    private final HttpClient http;

    @Inject
    Download(Vertx vertx, FileThreads threads, LargeFiles largeFiles) {
        this(vertx, threads, largeFiles, SILENCE);
    }

    /** @param silence how long nothing may come */
    Download(Vertx vertx, FileThreads threads, LargeFiles largeFiles, Duration silence) {
        this.silence = silence;
        this.vertx = vertx;
        this.largeFiles = largeFiles;
        taker = new Taker(vertx, threads, largeFiles, silence);
        // nothing is unpacked: what is kept are the provider's bytes
        http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) CONNECT.toMillis())
                .setMaxPoolSize(AT_ONE_HOST)
                // what a server sends unasked behind one file would be taken for the next
                .setKeepAlive(false));
    }

    void close(@Observes ShutdownEvent shutdown) {
        http.close();
    }

    /**
     * What is taken.
     *
     * @param channel over which it came
     * @param mostBytes of a file
     * @param isLengthNeeded whether the answer has to say how long it is: where nothing else tells that it is whole
     * @param declaredType what the file is said to be; null where nobody says
     */
    record Limits(String channel, long mostBytes, boolean isLengthNeeded, String declaredType) {
    }

    /** What takes the bytes, one piece after the other, on a thread that may wait. */
    interface Sink {
        /** Its bytes begin to come: the provider gives it. On an event loop. */
        default void begins() {
        }

        void take(byte[] piece);
    }

    /**
     * Whole, or it fails.
     *
     * @param hosts where it may lie
     * @param limits what of it is taken
     * @return what the provider told of the file, when the sink has everything; fails with a {@link FetchFailure} where the
     *         provider is why
     */
    Uni<Told> of(Step first, FileHosts hosts, Limits limits, Sink sink) {
        return Uni.createFrom().completionStage(() -> go(first, hosts, limits, sink, MOST_REDIRECTS).toCompletionStage());
    }

    private Future<Told> go(Step step, FileHosts hosts, Limits limits, Sink sink, int redirects) {
        if (!hosts.allow(step.address())) {
            return Future.failedFuture(FetchFailure.parked(Reason.HOST_NOT_ALLOWED));
        }
        return server(step, hosts).compose(server -> request(step, server)).compose(answer -> {
            var status = answer.statusCode();
            if (step instanceof Step.Ask && (status == OK || status == BAD_REQUEST) && isPacked(answer)) {
                Taker.hangUp(answer);
                return Future.failedFuture(FetchFailure.parked(Reason.ENCODED));
            }
            if (status == OK) {
                return step instanceof Step.Ask ask
                        ? told(answer).compose(then -> go(next(ask, then), hosts, limits, sink, redirects))
                        : taken(answer, (Step.Take) step, limits, sink);
            }
            if (status == BAD_REQUEST && step instanceof Step.Ask) {
                return told(answer).compose(document -> Future.failedFuture(GraphError.of(document, status)));
            }
            Taker.hangUp(answer);
            if (step instanceof Step.Take take && isRedirect(status) && redirects > 0) {
                return address(step.address(), answer.getHeader("Location"))
                        .compose(next -> go(take.at(next), hosts, limits, sink, redirects - 1));
            }
            return Future.failedFuture(step.refusesToken(status)
                    ? FetchFailure.parked(Reason.TOKEN_REFUSED)
                    : FetchFailure.answered(status, seconds(answer.getHeader("Retry-After")).orElse(null)));
        });
    }

    private static Step next(Step.Ask ask, JsonObject told) {
        try {
            return ask.then().apply(told);
        } catch (IllegalArgumentException | NullPointerException | ClassCastException notUnderstood) {
            throw FetchFailure.later("answer-not-understood");
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static Future<URI> address(URI from, String location) {
        try {
            return Future.succeededFuture(from.resolve(location));
        } catch (IllegalArgumentException | NullPointerException none) {
            return Future.failedFuture(FetchFailure.later("answer-not-understood"));
        }
    }

    private static Optional<Duration> seconds(String retryAfter) {
        return Optional.ofNullable(retryAfter).filter(text -> text.matches("\\d{1,6}")).map(Long::valueOf)
                .map(Duration::ofSeconds).map(pause -> pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /** The server that the settings name is where it is; any other must be one of the internet. */
    private Future<SocketAddress> server(Step step, FileHosts hosts) {
        var address = step.address();
        return vertx.executeBlocking(() -> {
            try {
                var found = InetAddress.getByName(address.getHost());
                if (!hosts.isApi(address) && !PublicAddresses.contain(found)) {
                    throw FetchFailure.parked(Reason.ADDRESS_NOT_PUBLIC);
                }
                return SocketAddress.inetSocketAddress(port(address), found.getHostAddress());
            } catch (UnknownHostException unknown) {
                // a provider's own host is there: what is wrong are our settings, or our names' server
                throw step.isOfProvider() ? FetchFailure.parked(Reason.HOST_UNKNOWN) : FetchFailure.later("host-unknown");
            }
        }, false);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : isProtected(address) ? 443 : 80;
    }

    private static boolean isProtected(URI address) {
        return "https".equals(address.getScheme());
    }

    private Future<HttpClientResponse> request(Step step, SocketAddress server) {
        var address = step.address();
        var options = new RequestOptions().setMethod(HttpMethod.GET).setServer(server).setHost(address.getHost())
                .setPort(port(address)).setSsl(isProtected(address)).setURI(pathOf(address));
        step.headers().forEach(options::putHeader);
        options.putHeader("User-Agent", "OnRecord");
        options.putHeader("Accept-Encoding", "identity");
        return answered(http.request(options));
    }

    private Future<HttpClientResponse> answered(Future<HttpClientRequest> request) {
        Promise<HttpClientResponse> answered = Promise.promise();
        var deadline = vertx.setTimer(silence.toMillis(), passed -> {
            answered.tryFail(FetchFailure.later("unreachable"));
            request.onSuccess(HttpClientRequest::reset);
        });
        request.compose(HttpClientRequest::send).onComplete(answer -> {
            vertx.cancelTimer(deadline);
            if (answer.failed()) {
                answered.tryFail(FetchFailure.later("unreachable"));
                return;
            }
            Taker.hold(answer.result());
            if (!answered.tryComplete(answer.result())) {
                Taker.hangUp(answer.result());
            }
        });
        return answered.future();
    }

    private static String pathOf(URI address) {
        var path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private Future<Told> taken(HttpClientResponse answer, Step.Take step, Limits limits, Sink sink) {
        if (isPacked(answer)) {
            Taker.hangUp(answer);
            return Future.failedFuture(FetchFailure.parked(Reason.ENCODED));
        }
        if (isPage(answer.getHeader("Content-Type")) && !isDocument(limits.declaredType())) {
            Taker.hangUp(answer);
            return Future.failedFuture(FetchFailure.later("not-the-file"));
        }
        if (limits.isLengthNeeded() && !step.told().isOfTheWhole() && answer.getHeader("Content-Length") == null
                && !isInChunks(answer)) {
            Taker.hangUp(answer);
            return Future.failedFuture(FetchFailure.parked(Reason.LENGTH_NOT_TOLD));
        }
        if (length(answer) > limits.mostBytes()) {
            Taker.hangUp(answer);
            return Future.failedFuture(FetchFailure.parked(Reason.TOO_LARGE));
        }
        if (length(answer) >= LargeFiles.FROM && largeFiles.areFull(limits.channel())) {
            Taker.hangUp(answer);
            return Future.failedFuture(FetchFailure.busy());
        }
        sink.begins();
        return taker.take(answer, limits, sink).map(taken -> step.told());
    }

    /** What servers, and whoever stands before them, say in the place of a file: that it cannot be had now. */
    private static boolean isPage(String contentType) {
        return contentType != null && PAGE.matcher(contentType).lookingAt();
    }

    /** Whether a file may be such a page itself, by what it is said to be; of what nobody says anything it may be. */
    private static boolean isDocument(String declared) {
        return declared == null || DOCUMENT.matcher(declared).matches();
    }

    private static boolean isPacked(HttpClientResponse answer) {
        return codings(answer, "Content-Encoding").anyMatch(it -> !it.isEmpty() && !it.equals("identity"))
                || codings(answer, "Transfer-Encoding")
                        .anyMatch(it -> !it.isEmpty() && !it.equals("identity") && !it.equals("chunked"));
    }

    private static Stream<String> codings(HttpClientResponse answer, String header) {
        return answer.headers().getAll(header).stream().flatMap(it -> Stream.of(it.split(","))).map(String::strip)
                .map(it -> it.toLowerCase(Locale.ROOT));
    }

    /** RFC 9112, section 6.3: only chunks that come last say where an answer ends. */
    private static boolean isInChunks(HttpClientResponse answer) {
        var encodings = answer.headers().getAll("Transfer-Encoding");
        return encodings.size() == 1 && encodings.get(0).strip().equalsIgnoreCase("chunked");
    }

    /** As it is told; 0 where it is not. */
    private static long length(HttpClientResponse answer) {
        var told = answer.getHeader("Content-Length");
        return told != null && told.matches("\\d{1,18}") ? Long.parseLong(told) : 0;
    }

    private Future<JsonObject> told(HttpClientResponse answer) {
        Promise<JsonObject> told = Promise.promise();
        var deadline = vertx.setTimer(silence.toMillis(), passed -> {
            told.tryFail(FetchFailure.later("too-slow"));
            Taker.hangUp(answer);
        });
        var bytes = Buffer.buffer();
        answer.exceptionHandler(broken -> told.tryFail(FetchFailure.later("broken-off")));
        answer.handler(piece -> {
            bytes.appendBuffer(piece);
            if (bytes.length() > MOST_TOLD) {
                told.tryFail(FetchFailure.later("answer-not-understood"));
                Taker.hangUp(answer);
            }
        });
        answer.endHandler(end -> {
            try {
                told.tryComplete(bytes.toJsonObject());
            } catch (DecodeException | ClassCastException notOne) {
                told.tryFail(FetchFailure.later("answer-not-understood"));
            }
        });
        answer.resume();
        return told.future().onComplete(any -> vertx.cancelTimer(deadline));
    }
}
