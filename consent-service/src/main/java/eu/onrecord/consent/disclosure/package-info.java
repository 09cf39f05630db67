/** Showing the notice to a customer, once on an occasion, and the proof that it was shown. */
package eu.onrecord.consent.disclosure;
