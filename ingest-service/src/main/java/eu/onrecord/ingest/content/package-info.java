/**
 * What a person can read of a webhook: parts with a line of text and named fields, and the certainty that nothing was left out:
 * whatever no reader took, and no list calls technical, is told as not understood.
 */
package eu.onrecord.ingest.content;
