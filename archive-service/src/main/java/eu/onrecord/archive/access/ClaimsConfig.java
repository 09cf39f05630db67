package eu.onrecord.archive.access;

import jakarta.validation.constraints.NotBlank;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the identity provider calls the claims that matter here: a slash goes into an object. */
@ConfigMapping(prefix = "onrecord.claims")
public interface ClaimsConfig {

    /** An array of words. */
    @WithDefault("realm_access/roles")
    @NotBlank
    String roles();

    /** An array of the legal entities' names for which the roles are held; absent, they are held for none. */
    @WithDefault("legal_entities")
    @NotBlank
    String legalEntities();
}
