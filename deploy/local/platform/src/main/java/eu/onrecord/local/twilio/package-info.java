/** How Twilio speaks: its Programmable Messaging and its callbacks. */
package eu.onrecord.local.twilio;
