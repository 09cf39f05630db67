/** The channels that webhooks may come over: whose they are, and the secrets they are checked with. */
package eu.onrecord.ingest.channel;
