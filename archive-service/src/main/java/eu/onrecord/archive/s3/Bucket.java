package eu.onrecord.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A bucket. Whatever is not answered as it is meant to be throws an {@link UncheckedIOException}, which
 * tells the status and S3's own word for it. Blocking.
 */
public final class Bucket {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(30);
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");
    private static final Pattern ENDPOINT = Pattern.compile("https?://[^/?#@\\s]+");

    private final Requests requests;

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
        requests = new Requests(http, endpoint, name, new Signature(credentials, region), clock, patience);
    }

    /**
     * The one that the settings name.
     *
     * @param setting the name of its settings' group
     * @throws IllegalArgumentException if its endpoint is more than a scheme, a host and a port
     */
    public static Bucket of(BucketConfig config, String setting, Clock clock) {
        if (!ENDPOINT.matcher(config.endpoint().toString()).matches()) {
            throw new IllegalArgumentException(setting + ".endpoint has to be a scheme, a host and a port, no more");
        }
        var http = HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();
        return new Bucket(http, config.endpoint(), config.bucket(), config.region(),
                new Credentials(config.accessKey(), config.secretKey()), clock);
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
        var answer = requests.send("GET", key, new TreeMap<>(), Map.of(), new byte[0]);
        if (answer.statusCode() == Requests.OK && !isWhole(answer)) {
            throw Requests.unexpected(answer);
        }
        return isThere(answer) ? Optional.of(new Found(answer.body(), answer.headers().firstValue("ETag").orElse("")))
                : Optional.empty();
    }

    /** Of one that says neither how long it is nor comes in chunks nobody knows where it was cut off. */
    private static boolean isWhole(HttpResponse<byte[]> answer) {
        return answer.headers().firstValueAsLong("Content-Length").orElse(-1) == answer.body().length
                || answer.headers().firstValue("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    /** Whether something stands under a key. */
    public boolean has(String key) {
        return size(key).isPresent();
    }

    /** How many bytes stand under a key; empty if nothing does. */
    public OptionalLong size(String key) {
        return head(key).map(answer -> OptionalLong.of(
                answer.headers().firstValueAsLong("Content-Length").orElseThrow(() -> Requests.unexpected(answer))))
                .orElse(OptionalLong.empty());
    }

    /** When what stands under a key was written, to the second; empty if nothing does. */
    public Optional<Instant> modified(String key) {
        return head(key).map(answer -> answer.headers().firstValue("Last-Modified").map(Bucket::instant)
                .orElseThrow(() -> Requests.unexpected(answer)));
    }

    private static Instant instant(String header) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
        } catch (DateTimeException noTime) {
            throw new UncheckedIOException(new IOException("S3 does not tell the time", noTime));
        }
    }

    private Optional<HttpResponse<byte[]>> head(String key) {
        var answer = requests.send("HEAD", key, new TreeMap<>(), Map.of(), new byte[0]);
        // that has no body, and so not S3's word for it: whoever stands between us says the same
        if (answer.statusCode() == Requests.NOT_FOUND && read(key, 0, 1).isEmpty()) {
            return Optional.empty();
        }
        if (answer.statusCode() != Requests.OK) {
            throw Requests.unexpected(answer);
        }
        return Optional.of(answer);
    }

    /** Some of the bytes under a key, fewer where they end; empty if nothing stands there. */
    public Optional<byte[]> read(String key, long from, int length) {
        var answer = requests.send("GET", key, new TreeMap<>(), Map.of("range", "bytes=" + from + "-" + (from + length - 1)),
                new byte[0]);
        return switch (answer.statusCode()) {
            case Requests.PART -> Optional.of(part(answer, from, length));
            case Requests.OUTSIDE -> Optional.of(new byte[0]);
            default -> {
                if (isThere(answer)) {
                    // all of it, where some was asked for
                    throw Requests.unexpected(answer);
                }
                yield Optional.empty();
            }
        };
    }

    /** What was asked for, or up to where it ends: what was cut on its way is neither. */
    private static byte[] part(HttpResponse<byte[]> answer, long from, int length) {
        var range = RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != from
                || answer.body().length != Math.min(length, Long.parseLong(range.group(2)) - from)) {
            throw Requests.unexpected(answer);
        }
        return answer.body();
    }

    private static boolean isThere(HttpResponse<byte[]> answer) {
        // a bucket that is not there is no empty one, and whoever stands between us does not know
        if (answer.statusCode() != Requests.OK
                && !(answer.statusCode() == Requests.NOT_FOUND && Requests.code(answer).equals("NoSuchKey"))) {
            throw Requests.unexpected(answer);
        }
        return answer.statusCode() == Requests.OK;
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

    /** Writes, whatever is there. */
    public void write(String key, byte[] bytes) {
        if (!isWritten(written(key, Map.of(), bytes))) {
            throw new UncheckedIOException(new IOException("S3 does not write where nothing stands in the way"));
        }
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
        var answer = requests.send("PUT", key, new TreeMap<>(), headers, bytes);
        for (var tries = 1; tries < Requests.MOST_TRIES && answer.statusCode() == Requests.CONFLICT; tries++) {
            answer = requests.send("PUT", key, new TreeMap<>(), headers, bytes);
        }
        return answer;
    }

    private static boolean isWritten(HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case Requests.OK -> {
                // whoever says so without a word of S3's is somebody else, between us
                if (answer.headers().firstValue("ETag").isEmpty()) {
                    throw Requests.unexpected(answer);
                }
                yield true;
            }
            case Requests.ELSE_IS_THERE -> false;
            case Requests.NOT_FOUND -> {
                // of what was to be replaced nothing is there any more
                if (!Requests.code(answer).equals("NoSuchKey")) {
                    throw Requests.unexpected(answer);
                }
                yield false;
            }
            default -> throw Requests.unexpected(answer);
        };
    }

    /**
     * An object of a list.
     *
     * @param modified when it was written
     */
    public record Listed(String key, Instant modified) {
    }

    /** Those that begin so and have no further slash, in the order of their keys. */
    public List<Listed> list(String prefix) {
        var query = new TreeMap<>(Map.of("list-type", "2", "delimiter", "%2F", "encoding-type", "url", "prefix",
                Requests.encoded(prefix, "%2F")));
        var found = new ArrayList<Listed>();
        new Pages(requests, "ListBucketResult", Map.of("NextContinuationToken", "continuation-token")).of(query,
                page -> Pages.elements(page, "Contents")
                        .map(it -> new Listed(URLDecoder.decode(text(it, "Key"), UTF_8),
                                Instant.parse(text(it, "LastModified"))))
                        .forEach(found::add));
        found.sort(Comparator.comparing(Listed::key));
        return found;
    }

    private static String text(String element, String name) {
        return Pages.elements(element, name).findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("S3 does not tell the " + name)));
    }

    /** Begins an object that comes in parts. */
    public Upload upload(String key) {
        return Upload.begin(requests, key);
    }

    /**
     * An upload that was begun and neither finished nor given up.
     *
     * @param begun when
     */
    public record Unfinished(String key, String id, Instant begun) {
    }

    /** Those of the keys that begin so. */
    public List<Unfinished> unfinished(String prefix) {
        var found = new ArrayList<Unfinished>();
        new Pages(requests, "ListMultipartUploadsResult",
                Map.of("NextKeyMarker", "key-marker", "NextUploadIdMarker", "upload-id-marker")).of(
                        new TreeMap<>(Map.of("uploads", "", "encoding-type", "url", "prefix", Requests.encoded(prefix, "%2F"))),
                        page -> Pages.elements(page, "Upload")
                                .map(it -> new Unfinished(URLDecoder.decode(text(it, "Key"), UTF_8), text(it, "UploadId"),
                                        Instant.parse(text(it, "Initiated"))))
                                .forEach(found::add));
        return found;
    }

    /** Takes away what came of it so far. */
    public void giveUp(Unfinished upload) {
        new Upload(requests, upload.key(), upload.id()).giveUp();
    }

    /** Removes what stands under a key, if something does. */
    public void delete(String key) {
        requests.remove(key, new TreeMap<>(), "NoSuchKey");
    }
}
