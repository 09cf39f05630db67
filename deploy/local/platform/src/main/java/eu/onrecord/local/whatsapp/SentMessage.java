package eu.onrecord.local.whatsapp;

/**
 * A message that the company sent and WhatsApp took.
 *
 * @param id given by WhatsApp
 * @param to the recipient as addressed
 * @param text the body
 * @param reference what the company asked to be echoed in statuses
 */
public record SentMessage(String id, String to, String text, String reference) {
}
