/** Sending over Telegram's Bot API, also on behalf of a business account. */
package eu.onrecord.consent.provider.telegram;
