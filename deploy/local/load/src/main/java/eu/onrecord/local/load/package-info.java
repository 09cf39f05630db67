/** The benchmark: open-loop load on ingest-service, on an endpoint that does nothing, and on Kafka alone, in one go. */
package eu.onrecord.local.load;
