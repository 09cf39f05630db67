/**
 * What happened in a chat, as every service sees it: the data of the events on {@code onrecord.chat}.
 * No behaviour beyond checking themselves; personal values print themselves redacted.
 */
package eu.onrecord.contract.chat;
