/** Cutting JSON without touching it: parts of a body as the very bytes that came. */
package eu.onrecord.ingest.json;
