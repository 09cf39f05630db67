package eu.onrecord.consent.register;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The evidence of a customer, modelled on the consent records of ISO/IEC TS 27560:2023: its field names; what starts with
 * {@code x_} is ours. It is an information model without a normative encoding, so this is one.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsentRecord(@JsonProperty("schema_version") String schemaVersion, @JsonProperty("record_id") UUID recordId,
        @JsonProperty("pii_principal_id") UUID piiPrincipalId, @JsonProperty("pii_processing") Processing processing,
        @JsonProperty("party_identification") List<Party> parties, List<Event> event) {

    /** What is done with the data, as the notice says it. */
    @RegisterForReflection
    public record Processing(@JsonProperty("privacy_notice") String privacyNotice, String language, List<Purpose> purposes) {
    }

    /** A purpose, and whether it is allowed now. */
    @RegisterForReflection
    public record Purpose(String purpose, @JsonProperty("lawful_basis") String lawfulBasis,
            @JsonProperty("pii_information") List<Information> information,
            @JsonProperty("pii_controllers") List<String> controllers,
            @JsonProperty("retention_period") String retentionPeriod,
            @JsonProperty("withdrawal_method") String withdrawalMethod, @JsonProperty("x_allowed") boolean allowed) {
    }

    /** What data. */
    @RegisterForReflection
    public record Information(@JsonProperty("pii_type") String type) {
    }

    /** Who is responsible. */
    @RegisterForReflection
    public record Party(@JsonProperty("party_id") String id, @JsonProperty("party_name") String name,
            @JsonProperty("party_url") String url, @JsonProperty("party_role") String role,
            @JsonProperty("party_type") String type) {
    }

    /** What happened, in its order. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Event(@JsonProperty("event_time") Instant time, @JsonProperty("validity_duration") String validity,
            @JsonProperty("entity_id") String entity, @JsonProperty("event_type") String type,
            @JsonProperty("event_state") String state, @JsonProperty("x_evidence_id") UUID id,
            @JsonProperty("x_indication_method") String method, @JsonProperty("x_scope") String scope,
            @JsonProperty("x_purposes") List<String> purposes, @JsonProperty("x_recorded_at") Instant recordedAt,
            @JsonProperty("x_recorded_by") String recordedBy, @JsonProperty("x_reference") String reference,
            @JsonProperty("x_form_version") String formVersion, @JsonProperty("x_text_shown") String textShown) {
    }
}
