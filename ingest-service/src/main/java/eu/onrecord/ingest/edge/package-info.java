/**
 * Where strangers come: an HTTP server of its own, for webhooks alone. Whoever has shown no proof can cost bytes and seconds,
 * never
 * anybody's place.
 */
package eu.onrecord.ingest.edge;
