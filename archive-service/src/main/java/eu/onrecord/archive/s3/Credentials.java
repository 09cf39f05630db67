package eu.onrecord.archive.s3;

/**
 * Who asks.
 *
 * @param accessKey names the key
 * @param secretKey with which requests are signed
 */
public record Credentials(String accessKey, String secretKey) {
    @Override
    public String toString() {
        return "Credentials[redacted]";
    }
}
