package eu.onrecord.consent.channel;

import java.net.URI;
import java.time.Period;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The companies that channels belong to, by name, with what their notices say. */
@ConfigMapping(prefix = "onrecord.legal-entities")
public interface LegalEntitiesConfig {

    @WithParentName
    @NotEmpty
    Map<String, @Valid LegalEntityConfig> legalEntities();

    /** A company. */
    interface LegalEntityConfig {
        /** As its customers know it. */
        @NotBlank
        String company();

        /** How long chats are kept: whole years, or months, or days. */
        Period retention();

        /** Where the privacy policy is published. */
        URI privacyUrl();
    }
}
