package eu.onrecord.archive.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import eu.onrecord.archive.s3.Bucket;
import eu.onrecord.settings.Secret;
import eu.onrecord.tlog.Policy;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;
import io.quarkus.runtime.Startup;

/** What of the ledger has no framework in it. Settings are checked at start. */
class LedgerWiring {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#\\s]+(?:/[^?#\\s]*)?");
    /** Nobody writes one file for as long. */
    private static final Duration LEFT_OVER = Duration.ofDays(1);
    private static final String NOBODY = "quorum none\n";

    @Produces
    @Singleton
    @Startup
    Store store(LedgerConfig config, Clock clock) {
        if (config.directory().isPresent() == config.s3().isPresent()) {
            throw new IllegalArgumentException("the ledger is kept in one place: onrecord.ledger.directory, or "
                    + "onrecord.ledger.s3.endpoint with what belongs to it");
        }
        return config.directory().<Store> map(
                path -> new DirectoryStore(path).withoutLeftovers(clock.instant().minus(LEFT_OVER)))
                .orElseGet(() -> inBucket(config.s3().orElseThrow(), clock));
    }

    private static Store inBucket(LedgerConfig.S3 s3, Clock clock) {
        return new S3Store(Bucket.of(s3, "onrecord.ledger.s3", clock), s3.folder().orElse(""), s3.lockedFor(), clock);
    }

    @Produces
    @Singleton
    @Startup
    LedgerKeys keys(LedgerConfig config) {
        var former = config.formerKeys().orElse(List.of()).stream().map(FormerKey::of).toList();
        return new LedgerKeys(signingKey(config), former);
    }

    private static SigningKey signingKey(LedgerConfig config) {
        var privateKey = Secret.of("onrecord.ledger.signing-key", config.signingKey(), SigningKey.KEY_BYTES);
        var publicKey = Secret.of("onrecord.ledger.public-key", config.publicKey(), SigningKey.KEY_BYTES);
        try {
            return new SigningKey(config.origin(), VerifierKey.Type.LOG, privateKey, publicKey);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("onrecord.ledger.signing-key and public-key have to be a pair of Ed25519 keys, "
                    + "PKCS #8 and X.509 in base64: " + wrong.getMessage(), wrong);
        }
    }

    /** @throws IllegalArgumentException if it is none, or lets two histories find a quorum each */
    @Produces
    @Singleton
    @Startup
    Policy policy(LedgerConfig config) {
        var policy = Policy.of(configured(config));
        if (!policy.witnesses().isEmpty() && policy.quorum().canBeMetTwice()) {
            throw new IllegalArgumentException("onrecord.ledger.policy: its quorum can be met by witnesses who have nobody in "
                    + "common, so two histories could find one each");
        }
        requireAddresses(policy);
        return policy;
    }

    private static void requireAddresses(Policy policy) {
        var asked = policy.witnesses().entrySet().stream().filter(it -> it.getValue().url().isPresent()).toList();
        asked.forEach(it -> {
            if (!ADDRESS.matcher(it.getValue().url().get()).matches()) {
                throw new IllegalArgumentException(
                        "onrecord.ledger.policy: the address of " + it.getKey() + " does not begin with https:// or http://");
            }
        });
        if (!policy.quorum().isMetBy(asked.stream().map(Map.Entry::getKey).collect(Collectors.toSet()))) {
            throw new IllegalArgumentException(
                    "onrecord.ledger.policy: those of its witnesses who have an address are no quorum, so no head could be shown");
        }
    }

    /** The policy's file, or what it would say. */
    static byte[] configured(LedgerConfig config) {
        return config.policy().map(LedgerWiring::read).orElse(NOBODY.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "onrecord.ledger.policy names %s, which cannot be read: give the file with the witnesses, or leave the setting out"
                            .formatted(file),
                    unreadable);
        }
    }
}
