/** How the database is reached. */
package eu.onrecord.consent.database;
