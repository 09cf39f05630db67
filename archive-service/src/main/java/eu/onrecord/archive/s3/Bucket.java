package eu.onrecord.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A bucket, addressed by its path. Whatever is not answered as it is meant to be throws an {@link UncheckedIOException}, which
 * tells the status and S3's own word for it. Blocking.
 */
public final class Bucket {
    /** Until an answer begins. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Until it is whole: the client's own limit ends with its headers. */
    private static final Duration WHOLE = Duration.ofSeconds(30);
    /** After which it is asked again, the more it is asked the longer. */
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int ELSE_IS_THERE = 412;
    /** Where two write at once, one of them may be told so. */
    private static final int CONFLICT = 409;
    private static final int MOST_TRIES = 5;
    /** Asked for with encoding-type=url: so there is nothing of XML in them. */
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>([^<]*)</NextContinuationToken>");
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]{1,64})</Code>");

    private final HttpClient http;
    private final URI endpoint;
    private final String name;
    private final Signature signature;
    private final Clock clock;
    private final Duration patience;

    /**
     * @param endpoint scheme, host and port
     * @param name the bucket's
     */
    public Bucket(HttpClient http, URI endpoint, String name, String region, Credentials credentials, Clock clock) {
        this(http, endpoint, name, region, credentials, clock, WHOLE);
    }

    /** @param patience until an answer is whole */
    Bucket(HttpClient http, URI endpoint, String name, String region, Credentials credentials, Clock clock,
            Duration patience) {
        this.patience = patience;
        this.http = http;
        this.endpoint = endpoint;
        this.name = name;
        this.signature = new Signature(credentials, region);
        this.clock = clock;
    }

    /**
     * What stands under a key.
     *
     * @param tag by which it is known to be still the same
     */
    public record Found(byte[] bytes, String tag) {
    }

    /** What stands under a key; empty if nothing does. */
    public Optional<Found> read(String key) {
        var answer = send("GET", key, new TreeMap<>(), Map.of(), new byte[0]);
        return isThere(answer) ? Optional.of(new Found(answer.body(), answer.headers().firstValue("ETag").orElse("")))
                : Optional.empty();
    }

    /** Whether something stands under a key. */
    public boolean has(String key) {
        return isThere(send("HEAD", key, new TreeMap<>(), Map.of(), new byte[0]));
    }

    private static boolean isThere(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != OK && answer.statusCode() != NOT_FOUND) {
            throw unexpected(answer);
        }
        // a bucket that is not there is no empty one
        if (answer.statusCode() == NOT_FOUND && code(answer).equals("NoSuchBucket")) {
            throw unexpected(answer);
        }
        return answer.statusCode() == OK;
    }

    /**
     * Writes where nothing is.
     *
     * @param headers beside it, such as those of object lock
     * @return false if something is there, which stays
     */
    public boolean create(String key, byte[] bytes, Map<String, String> headers) {
        var all = new TreeMap<>(headers);
        all.put("if-none-match", "*");
        return isWritten(written(key, all, bytes));
    }

    /**
     * Writes in the place of what was found.
     *
     * @return false if something else is there by now, which stays
     */
    public boolean replace(String key, String tag, byte[] bytes) {
        if (tag.isEmpty()) {
            throw new UncheckedIOException(new IOException("S3 tells no ETag: nothing can be replaced safely"));
        }
        return isWritten(written(key, Map.of("if-match", tag), bytes));
    }

    /** Who of two that write at once is told of the other asks again: whether that one came to its end is not known. */
    private HttpResponse<byte[]> written(String key, Map<String, String> headers, byte[] bytes) {
        var answer = send("PUT", key, new TreeMap<>(), headers, bytes);
        for (var tries = 1; tries < MOST_TRIES && answer.statusCode() == CONFLICT; tries++) {
            answer = send("PUT", key, new TreeMap<>(), headers, bytes);
        }
        return answer;
    }

    private static boolean isWritten(HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case OK -> true;
            // of what was to be replaced nothing is there any more
            case ELSE_IS_THERE, NOT_FOUND -> {
                if (code(answer).equals("NoSuchBucket")) {
                    throw unexpected(answer);
                }
                yield false;
            }
            default -> throw unexpected(answer);
        };
    }

    /** The keys that begin so and have no further slash, in order. */
    public List<String> list(String prefix) {
        var found = new ArrayList<String>();
        var query = new TreeMap<>(Map.of("list-type", "2", "delimiter", "%2F", "encoding-type", "url", "prefix",
                encoded(prefix, "%2F")));
        while (true) {
            var answer = send("GET", "", query, Map.of(), new byte[0]);
            if (answer.statusCode() != OK) {
                throw unexpected(answer);
            }
            var page = new String(answer.body(), UTF_8);
            // what is cut off, or says something else, is no list of what is there
            if (!page.contains("</ListBucketResult>")) {
                throw unexpected(answer);
            }
            KEY.matcher(page).results().map(key -> URLDecoder.decode(key.group(1), UTF_8)).forEach(found::add);
            var next = NEXT.matcher(page);
            if (!next.find()) {
                if (page.contains("<IsTruncated>true</IsTruncated>")) {
                    throw unexpected(answer);
                }
                return found.stream().sorted().toList();
            }
            var token = encoded(next.group(1).replace("&amp;", "&"), "%2F");
            if (token.equals(query.put("continuation-token", token))) {
                throw unexpected(answer);
            }
        }
    }

    /** Removes what stands under a key, if something does. */
    public void delete(String key) {
        var answer = send("DELETE", key, new TreeMap<>(), Map.of(), new byte[0]);
        if (answer.statusCode() != OK && answer.statusCode() != NO_CONTENT && answer.statusCode() != NOT_FOUND) {
            throw unexpected(answer);
        }
    }

    /** What a server says that cannot answer now is asked again a few times. */
    private HttpResponse<byte[]> send(String method, String key, SortedMap<String, String> query, Map<String, String> headers,
            byte[] body) {
        var answer = ask(method, key, query, headers, body);
        for (var tries = 1; tries < MOST_TRIES && isOverloaded(answer.statusCode()); tries++) {
            pause(PAUSE.multipliedBy(1L << tries));
            answer = ask(method, key, query, headers, body);
        }
        // some say 200 before they know
        if (answer.statusCode() == OK && !method.equals("GET") && !code(answer).isEmpty()) {
            throw unexpected(answer);
        }
        return answer;
    }

    private static boolean isOverloaded(int status) {
        return status == 500 || status == 502 || status == 503 || status == 504;
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private HttpResponse<byte[]> ask(String method, String key, SortedMap<String, String> query, Map<String, String> headers,
            byte[] body) {
        var path = "/" + encoded(name, "/") + (key.isEmpty() ? "" : "/" + encoded(key, "/"));
        var at = clock.instant();
        var signed = new TreeMap<>(headers);
        signed.put("host", host());
        signed.put("x-amz-content-sha256", Signature.hex(Signature.sha256(body)));
        signed.put("x-amz-date", Signature.time(at));
        if (method.equals("PUT")) {
            signed.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(Signature.sha256(body)));
        }
        var authorization = signature.authorization(at, method, path, query, signed);
        // the client writes it itself
        signed.remove("host");
        var address = endpoint + path + (query.isEmpty() ? "" : "?" + Signature.joined(query));
        var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).method(method,
                body.length == 0 && !method.equals("PUT") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        signed.forEach(request::header);
        var answer = http.sendAsync(request.header("authorization", authorization).build(), BodyHandlers.ofByteArray());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new UncheckedIOException(new IOException("S3 does not come to the end of its answer"));
        } catch (ExecutionException failed) {
            throw new UncheckedIOException(
                    failed.getCause() instanceof IOException why ? why : new IOException(failed.getCause()));
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** As the client writes it: without the port that goes without saying. */
    private String host() {
        var isDefault = endpoint.getPort() == ("https".equals(endpoint.getScheme()) ? 443 : 80);
        return isDefault ? endpoint.getHost() : endpoint.getAuthority();
    }

    /** RFC 3986, as signatures want it. */
    private static String encoded(String text, String slash) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~").replace("%2F", slash);
    }

    private static String code(HttpResponse<byte[]> answer) {
        var code = CODE.matcher(new String(answer.body(), UTF_8));
        return code.find() ? code.group(1) : "";
    }

    private static UncheckedIOException unexpected(HttpResponse<byte[]> answer) {
        return new UncheckedIOException(new IOException("S3 answers " + answer.statusCode() + " " + code(answer)));
    }
}
