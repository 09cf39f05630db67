/** The words by which people stop messages and begin them again. */
package eu.onrecord.consent.optout;
