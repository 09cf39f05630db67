/** The public edge: takes a webhook, lets the provider's class judge and read it, answers when it is durable. */
package eu.onrecord.ingest.webhook;
