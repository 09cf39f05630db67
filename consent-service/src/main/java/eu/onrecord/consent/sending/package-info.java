/** Getting messages out: the queue, the pace, another try, and what becomes of each. What may go at all is the gate's. */
package eu.onrecord.consent.sending;
