/** What shows that somebody is a customer, and what they agreed to or refused: kept as it was told, and never changed. */
package eu.onrecord.consent.evidence;
