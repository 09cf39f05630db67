/** Sending over the WhatsApp Cloud API: requests, answers, and what its error codes mean for us. */
package eu.onrecord.consent.message.whatsapp;
