package eu.onrecord.consent.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What of a statement can be personal: kept sealed, and gone when the customer is erased. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvidenceText(String reference, String formVersion, String textShown, boolean objectionOffered) {

    public static EvidenceText of(Statement statement) {
        return new EvidenceText(statement.reference(), statement.formVersion(), statement.textShown(),
                statement.objectionOffered());
    }

    @Override
    public String toString() {
        return "EvidenceText[redacted]";
    }
}
