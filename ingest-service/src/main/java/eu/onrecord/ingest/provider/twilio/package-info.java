/** Twilio's webhooks: messages and status callbacks of WhatsApp and SMS as forms, and its event streams as JSON. */
package eu.onrecord.ingest.provider.twilio;
