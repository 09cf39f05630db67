/** How Telegram speaks: its Bot API and its updates. */
package eu.onrecord.local.telegram;
