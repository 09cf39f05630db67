package eu.onrecord.local.desk;

import java.util.UUID;

/**
 * A message as the desk got it.
 *
 * @param id of the webhook
 * @param customer to answer to
 * @param channel to answer over
 * @param name what the customer calls themselves
 * @param text what it says
 * @param noticeProven whether the customer has been shown to know that the chat is kept
 */
public record DeskItem(UUID id, UUID customer, String channel, String name, String text,
        boolean noticeProven) {
}
