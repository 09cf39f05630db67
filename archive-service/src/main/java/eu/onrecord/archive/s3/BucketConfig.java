package eu.onrecord.archive.s3;

import java.net.URI;
import java.util.Optional;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/** A bucket of a store that speaks S3. */
public interface BucketConfig {
    /**
     * Scheme, host and port, such as {@code https://s3.eu-central-1.amazonaws.com}; the bucket is addressed by its path.
     */
    URI endpoint();

    @NotBlank
    String bucket();

    /** With which requests are signed. */
    @NotBlank
    String region();

    @NotBlank
    String accessKey();

    @NotBlank
    String secretKey();

    /** Where in the bucket, without a slash at its end; without it all of the bucket is taken. */
    Optional<@Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9/_-]*[A-Za-z0-9]") String> folder();
}
