/** Telegram's updates: chats with a bot, and chats of a business that a bot is connected to. */
package eu.onrecord.ingest.provider.telegram;
