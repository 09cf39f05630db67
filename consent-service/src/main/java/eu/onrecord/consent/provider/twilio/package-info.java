/** Sending over Twilio: WhatsApp and SMS. */
package eu.onrecord.consent.provider.twilio;
