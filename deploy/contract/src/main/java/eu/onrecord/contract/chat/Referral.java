package eu.onrecord.contract.chat;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What led the customer here; what it says to a reader is a part of the content.
 *
 * @param type the provider's word, such as {@code ad} or {@code post}
 * @param id the provider's, of that advertisement or post
 * @param url where it stands
 * @param click the provider's id of the click
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Referral(String type, String id, String url, String click) {
    @Override
    public String toString() {
        return "Referral[" + type + ", redacted]";
    }
}
