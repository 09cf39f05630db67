package eu.onrecord.local.whatsapp;

import java.net.URI;

/**
 * The company's side of the connection, as it would be set up at Meta.
 *
 * @param accountId of the business account
 * @param phoneNumberId of the number
 * @param displayNumber digits only
 * @param appSecret signs the webhooks
 * @param accessToken what the company sends and fetches with
 * @param webhook where webhooks go; null sends none
 */
public record BusinessNumber(String accountId, String phoneNumberId, String displayNumber, String appSecret,
        String accessToken, URI webhook) {
}
