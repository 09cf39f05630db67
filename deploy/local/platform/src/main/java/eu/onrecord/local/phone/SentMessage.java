package eu.onrecord.local.phone;

/**
 * A message that the company sent and the provider took.
 *
 * @param id given by the provider
 * @param to the recipient as addressed
 * @param text the body
 * @param reference what the company asked to be echoed in statuses
 */
public record SentMessage(String id, String to, String text, String reference) {
}
