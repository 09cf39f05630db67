/** Many rows in one statement, and many statements one after the other. Knows nothing of what they are. */
package eu.onrecord.consent.batch;
