/**
 * What is known of customers: loaded at once and locked, decided on in memory, saved at once with everything that follows. No
 * rule stands here.
 */
package eu.onrecord.consent.dossier;
