package eu.onrecord.consent.channel;

import java.net.URI;
import java.time.Period;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;

import eu.onrecord.contract.consent.ConsentEvent.Retention;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

        /** After what that begins: each message, the last contact that the customer began, or the end of the relationship. */
        @WithDefault("message")
        Retention.From retentionFrom();

        /** Where the privacy policy is published. */
        URI privacyUrl();

        /** The company's own notice; without one, the shipped texts are shown. */
        Optional<@Valid NoticeConfig> notice();

        /** How long without a contact begun by the customer, until the relationship is dormant or a mere contact is over. */
        @WithDefault("P36M")
        Period dormantAfter();

        /** How long dormant, until it is over. */
        @WithDefault("P12M")
        Period expiredAfter();
    }

    /** A notice. */
    interface NoticeConfig {
        /** What people call it, such as the month; whatever it says changes its version besides. */
        @NotBlank
        String version();

        /**
         * The oldest version that counts still, by its name here or whole as events have it: whoever was shown an older one is
         * told again. Empty: every version counts.
         */
        Optional<String> materialSince();

        /** By language; each says {@code {company}}, {@code {purpose}}, {@code {retention}} and {@code {privacyUrl}}. */
        @NotEmpty
        Map<String, @NotBlank String> texts();

        /** By language: what the chat is kept for, where it is not as proof; needed for a language of one's own. */
        Map<String, @NotBlank String> purposes();

        /** By language: how long it is kept, in words; needed for a language of one's own. */
        Map<String, @NotBlank String> retention();

        /** By language: the confirmation of an opt-out; needed for a language of one's own. */
        Map<String, @NotBlank String> optedOut();

        /** By language: what is asked about a word that may be an opt-out; needed for a language of one's own. */
        Map<String, @NotBlank String> askFirst();
    }
}
