/** Sending over Vonage's Messages API. */
package eu.onrecord.consent.provider.vonage;
