/** Telling the desk what customers write, at once and in order, by signed webhooks. */
package eu.onrecord.consent.desk;
