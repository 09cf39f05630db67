/** The channels, seen from the sending side: whose they are, how to send over them, which desk belongs to them. */
package eu.onrecord.consent.channel;
