package eu.onrecord.consent.desk;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.onrecord.contract.chat.IdentityChange;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A customer is reached by something else from now on.
 *
 * @param what changed: the number, or the provider's id of them
 * @param phone the new number, E.164; null if it is not that
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentityNews(UUID customer, String channel, IdentityChange.What what, String phone) {
    @Override
    public String toString() {
        return "IdentityNews[redacted]";
    }
}
