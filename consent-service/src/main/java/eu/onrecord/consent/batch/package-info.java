/** Writing many rows in one statement. Knows nothing of what the rows are. */
package eu.onrecord.consent.batch;
