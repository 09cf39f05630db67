/** The webhooks of Vonage's Messages API: inbound messages and statuses, each with a token that holds the body's hash. */
package eu.onrecord.ingest.provider.vonage;
