package eu.onrecord.archive.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that stand in Amazon's documentation of the header Authorization. */
class SignatureTest {
    private static final Instant AT = Instant.parse("2013-05-24T00:00:00Z");
    private final Signature signature = new Signature(
            new Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "us-east-1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GET | /test.txt         | -                     | range: bytes=0-9 | -                     | f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41
            PUT | /test%24file.text | - | date: Fri, 24 May 2013 00:00:00 GMT; x-amz-storage-class: REDUCED_REDUNDANCY | Welcome to Amazon S3. | 98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd
            GET | /                 | lifecycle=            | -                | -                     | fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543
            GET | /                 | max-keys=2&prefix=J   | -                | -                     | 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7
            """)
    void aRequestIsSignedAsTheDocumentationSigns(String method, String path, String query, String headers, String body,
            String expected) {
        var signed = new TreeMap<>(Map.of("host", "examplebucket.s3.amazonaws.com", "x-amz-date", Signature.time(AT),
                "x-amz-content-sha256",
                Signature.hex(Signature.sha256((body == null ? "" : body).getBytes(StandardCharsets.UTF_8)))));
        pairs(headers, "; ", ": ").forEach(signed::put);

        var authorization = signature.authorization(AT, method, path, pairs(query, "&", "="), signed);

        assertTrue(
                authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=" + String.join(";", signed.keySet()) + ","),
                authorization);
        assertEquals(expected, authorization.substring(authorization.indexOf("Signature=") + 10));
    }

    private static TreeMap<String, String> pairs(String text, String between, String inside) {
        var pairs = new TreeMap<String, String>();
        for (var pair : text == null ? new String[0] : text.split(between)) {
            var words = pair.split(inside, 2);
            pairs.put(words[0], words[1]);
        }
        return pairs;
    }
}
