package eu.onrecord.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4, as S3 wants it in a header
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). Pure.
 *
 * @param region of the bucket, such as {@code eu-central-1}
 */
record Signature(Credentials credentials, String region) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";

    /**
     * The value of the header Authorization.
     *
     * @param path encoded, as it is sent
     * @param query encoded, as it is sent, by its names
     * @param headers all that are signed, by their names in lower case; host, x-amz-date and x-amz-content-sha256 among them
     */
    String authorization(Instant at, String method, String path, SortedMap<String, String> query,
            SortedMap<String, String> headers) {
        var names = String.join(";", headers.keySet());
        var canonical = String.join("\n", method, path, joined(query), headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n").collect(Collectors.joining()), names,
                headers.get("x-amz-content-sha256"));
        var day = stamp("uuuuMMdd", at);
        var scope = String.join("/", day, region, "s3", "aws4_request");
        var signed = String.join("\n", ALGORITHM, time(at), scope, hex(sha256(canonical.getBytes(UTF_8))));
        return "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s".formatted(ALGORITHM, credentials.accessKey(), scope, names,
                hex(hmac(key(day), signed)));
    }

    /** The value of the header x-amz-date. */
    static String time(Instant at) {
        return stamp("uuuuMMdd'T'HHmmss'Z'", at);
    }

    static String joined(SortedMap<String, String> query) {
        return query.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("&"));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] key(String day) {
        var ofDay = hmac(("AWS4" + credentials.secretKey()).getBytes(UTF_8), day);
        return hmac(hmac(hmac(ofDay, region), "s3"), "aws4_request");
    }

    private static String stamp(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(pattern).format(at.atOffset(ZoneOffset.UTC));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
