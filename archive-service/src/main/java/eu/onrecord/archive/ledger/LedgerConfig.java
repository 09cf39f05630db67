package eu.onrecord.archive.ledger;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import io.smallrye.config.ConfigMapping;

/** The ledger's name and key. */
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
}
