/** Whether an outbound message may go: a pure function, default no. */
package eu.onrecord.consent.gate;
