package eu.onrecord.archive.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import eu.onrecord.archive.s3.BucketConfig;
import io.smallrye.config.ConfigMapping;

/** The ledger's name, its keys, where it is kept and who has to have seen it. */
@ConfigMapping(prefix = "onrecord.ledger")
public interface LedgerConfig {
    /** Names this ledger in the world, such as {@code example.org/onrecord}; it begins every checkpoint. Never changes. */
    @NotBlank
    @Pattern(regexp = "[^\\s+]+")
    String origin();

    /** Ed25519, PKCS #8 in base64. */
    @NotBlank
    String signingKey();

    /** Ed25519, X.509 in base64: the public half. */
    @NotBlank
    String publicKey();

    /**
     * The verifier keys (vkeys) of former signing keys, each with an @ and how many leaves its last head had: what they signed
     * until then stays this ledger's.
     */
    Optional<List<String>> formerKeys();

    /** A directory that all pods share, in a place that is not the database's; or else {@link #s3}. */
    Optional<Path> directory();

    /** A bucket that all pods share, in a place that is not the database's. */
    Optional<S3> s3();

    /** One with conditional writes. */
    interface S3 extends BucketConfig {
        /**
         * For how long nobody may remove a full tile or bundle or the last head of a day, administrators neither (object lock,
         * compliance mode). Only for
         * a bucket that was made with object lock, and no longer than records may be kept: there is no way back.
         */
        Optional<Duration> lockedFor();
    }

    /** Where everybody may read the ledger's tiles, without a token; without it nobody may. */
    OptionalInt tilesPort();

    /**
     * Which witnesses have to have seen a head before anybody is shown it: a file as https://c2sp.org/tlog-policy has it, with
     * each witness's address. Without it nobody has to.
     */
    Optional<Path> policy();
}
