package eu.onrecord.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Requests to a bucket, which is addressed by its path: signed, within their time, and again where a server cannot answer now.
 */
final class Requests {
    static final int OK = 200;
    static final int PART = 206;
    static final int NO_CONTENT = 204;
    static final int NOT_FOUND = 404;
    /** Where two write at once, one of them may be told so. */
    static final int CONFLICT = 409;
    static final int ELSE_IS_THERE = 412;
    static final int OUTSIDE = 416;
    static final int MOST_TRIES = 5;
    /** Until an answer begins. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** After which it is asked again, the more it is asked the longer. */
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]{1,64})</Code>");

    private final HttpClient http;
    private final URI endpoint;
    private final String bucket;
    private final Signature signature;
    private final Clock clock;
    private final Duration whole;

    /** @param whole until an answer is whole: the client's own limit ends with its headers */
    Requests(HttpClient http, URI endpoint, String bucket, Signature signature, Clock clock, Duration whole) {
        this.http = http;
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.signature = signature;
        this.clock = clock;
        this.whole = whole;
    }

    /** What a server says that cannot answer now is asked again a few times. */
    HttpResponse<byte[]> send(String method, String key, SortedMap<String, String> query, Map<String, String> headers,
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

    /**
     * Removes something, if it is there.
     *
     * @param unless what S3 says of one that is not there: a 404 of whoever stands between us says nothing
     */
    void remove(String key, SortedMap<String, String> query, String unless) {
        var answer = send("DELETE", key, query, Map.of(), new byte[0]);
        var isGone = answer.statusCode() == NO_CONTENT || answer.statusCode() == OK && answer.body().length == 0
                || answer.statusCode() == NOT_FOUND && code(answer).equals(unless);
        if (!isGone) {
            throw unexpected(answer);
        }
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
        var path = "/" + encoded(bucket, "/") + (key.isEmpty() ? "" : "/" + encoded(key, "/"));
        var at = clock.instant();
        var signed = new TreeMap<>(headers);
        signed.put("host", host());
        signed.put("x-amz-content-sha256", Signature.hex(Signature.sha256(body)));
        signed.put("x-amz-date", Signature.time(at));
        // of a part its hash in the signature is enough: who sends checksums of parts has to announce them
        if (method.equals("PUT") && query.isEmpty()) {
            signed.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(Signature.sha256(body)));
        }
        var authorization = signature.authorization(at, method, path, query, signed);
        // the client writes it itself
        signed.remove("host");
        var address = endpoint + path + (query.isEmpty() ? "" : "?" + Signature.joined(query));
        var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).method(method,
                body.length == 0 && !method.equals("PUT") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        signed.forEach(request::header);
        var answer = http.sendAsync(request.header("authorization", authorization).build(),
                info -> new BoundedBody(BoundedBody.MOST));
        try {
            return answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
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
    static String encoded(String text, String slash) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~").replace("%2F", slash);
    }

    static String code(HttpResponse<byte[]> answer) {
        var code = CODE.matcher(new String(answer.body(), UTF_8));
        return code.find() ? code.group(1) : "";
    }

    static UncheckedIOException unexpected(HttpResponse<byte[]> answer) {
        return new UncheckedIOException(new IOException("S3 answers " + answer.statusCode() + " " + code(answer)));
    }
}
