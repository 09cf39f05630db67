/** What is known of customers, for the desk, the CRM and the officers to look up. */
package eu.onrecord.consent.register;
