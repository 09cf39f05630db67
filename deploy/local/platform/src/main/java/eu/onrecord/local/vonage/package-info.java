/** How Vonage speaks: its Messages API and its webhooks. */
package eu.onrecord.local.vonage;
