/**
 * Everything we send: the queue in the database, its progress, and the API that the desk sends through. How a provider is
 * spoken to is the provider's own package.
 */
package eu.onrecord.consent.message;
