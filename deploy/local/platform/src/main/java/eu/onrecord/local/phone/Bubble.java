package eu.onrecord.local.phone;

import java.time.Instant;

/**
 * One message as a customer's phone shows it.
 *
 * @param id of the message
 * @param mine whether the customer wrote it
 * @param text what it says
 * @param mediaId of its photo; null without one
 * @param at when
 */
public record Bubble(String id, boolean mine, String text, String mediaId, Instant at) {
}
