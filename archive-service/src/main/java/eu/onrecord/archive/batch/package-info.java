/** Rows that are written together. Knows nothing of what they are. */
package eu.onrecord.archive.batch;
