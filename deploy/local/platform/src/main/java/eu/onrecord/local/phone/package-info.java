/**
 * Customers with phones, and the messaging providers that they write over, simulated: each provider's own paths, bodies, proofs
 * and
 * errors come from its {@link eu.onrecord.local.phone.Dialect}. Knows nothing of OnRecord but the address that webhooks go to.
 */
package eu.onrecord.local.phone;
