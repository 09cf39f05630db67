package eu.onrecord.archive.seal;

import java.util.Map;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import io.smallrye.config.ConfigMapping;

/** The keys that wrap all others. */
@ConfigMapping(prefix = "onrecord.master-keys")
public interface MasterKeysConfig {
    /** By id: 32 bytes in base64. An old one stays until everything under it was wrapped again. */
    @NotEmpty
    Map<String, @NotBlank String> keys();

    /** The id of the one that wraps new keys. */
    @NotBlank
    String current();
}
