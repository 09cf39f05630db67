package eu.onrecord.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An object that comes in parts, of which nobody sees anything before it is finished. Fails as {@link Bucket} does. For one
 * thread at a time.
 */
public final class Upload {
    /** What S3 wants of each part but the last, in bytes. */
    public static final int LEAST_PART = 5 * 1024 * 1024;

    private final Requests requests;
    private final String key;
    private final String id;
    private final List<String> tags = new ArrayList<>();

    Upload(Requests requests, String key, String id) {
        this.requests = requests;
        this.key = key;
        this.id = id;
    }

    static Upload begin(Requests requests, String key) {
        var answer = requests.send("POST", key, new TreeMap<>(Map.of("uploads", "")), Map.of(), new byte[0]);
        if (answer.statusCode() != Requests.OK) {
            throw Requests.unexpected(answer);
        }
        return new Upload(requests, key, Pages.elements(new String(answer.body(), UTF_8), "UploadId").findFirst()
                .orElseThrow(() -> Requests.unexpected(answer)));
    }

    /** The next part. */
    public void part(byte[] bytes) {
        var query = query();
        query.put("partNumber", String.valueOf(tags.size() + 1));
        var answer = requests.send("PUT", key, query, Map.of(), bytes);
        if (answer.statusCode() != Requests.OK) {
            throw Requests.unexpected(answer);
        }
        tags.add(answer.headers().firstValue("ETag")
                .orElseThrow(() -> new UncheckedIOException(new IOException("S3 tells no ETag of a part"))));
    }

    /**
     * It is there, whole, if nothing was.
     *
     * @return false if something is there, which stays
     */
    public boolean finish() {
        return finish(Map.of("if-none-match", "*", "content-type", "application/xml"));
    }

    /** It is there, whole, whatever was. */
    public void replace() {
        if (!finish(Map.of("content-type", "application/xml"))) {
            throw new UncheckedIOException(new IOException("S3 does not write where nothing stands in the way"));
        }
    }

    private boolean finish(Map<String, String> headers) {
        var parts = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (var i = 0; i < tags.size(); i++) {
            parts.append("<Part><PartNumber>").append(i + 1).append("</PartNumber><ETag>")
                    .append(tags.get(i).replace("&", "&amp;").replace("<", "&lt;")).append("</ETag></Part>");
        }
        var answer = requests.send("POST", key, query(), headers,
                parts.append("</CompleteMultipartUpload>").toString().getBytes(UTF_8));
        if (answer.statusCode() != Requests.OK && answer.statusCode() != Requests.ELSE_IS_THERE) {
            throw Requests.unexpected(answer);
        }
        if (answer.statusCode() == Requests.OK
                && !new String(answer.body(), UTF_8).contains("</CompleteMultipartUploadResult>")) {
            throw Requests.unexpected(answer);
        }
        return answer.statusCode() == Requests.OK;
    }

    /** Takes away what came so far. */
    public void giveUp() {
        requests.remove(key, query(), "NoSuchUpload");
    }

    private SortedMap<String, String> query() {
        return new TreeMap<>(Map.of("uploadId", Requests.encoded(id, "%2F")));
    }
}
