package eu.onrecord.consent.desk;

import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Something that changed about a customer.
 *
 * @param what such as {@code identity-changed} or {@code opt-out}
 * @param detail a closed word
 */
@RegisterForReflection
public record CustomerNews(UUID customer, String channel, String what, String detail) {
}
