/** What is to be published, written in the transaction that it follows from, and published afterwards in order. */
package eu.onrecord.consent.outbox;
