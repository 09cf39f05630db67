/** Forgetting a customer, and telling one what is held about them. */
package eu.onrecord.consent.erasure;
