/**
 * What is known of customers: loaded at once and locked, decided on in memory, saved at once with everything that follows. What
 * is decided is told by the rules of relationships, disclosures and the gate; here they are applied to what was loaded.
 */
package eu.onrecord.consent.dossier;
