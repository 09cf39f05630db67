package eu.onrecord.consent.desk;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * How far a message came that the desk sent.
 *
 * @param message the id that {@code POST /messages} gave
 * @param error the provider's code, or the gate's reason
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageNews(UUID message, UUID customer, String channel, String state, String error) {
}
