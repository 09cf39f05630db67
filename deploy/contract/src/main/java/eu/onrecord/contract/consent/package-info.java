/**
 * What changed in relationships, disclosures and opt-outs: the data of the events on {@code onrecord.consent}.
 * No personal data: the customer is a random id, evidence is a reference.
 */
package eu.onrecord.contract.consent;
