package eu.onrecord.local.phone;

import java.time.Instant;

/**
 * Something that a customer wrote.
 *
 * @param id the provider's
 * @param at when
 * @param text what it says; of a file, its caption; may be null
 * @param file null without one
 */
public record Written(String id, Instant at, String text, MediaShelf.Item file) {
}
