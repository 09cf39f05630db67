/** The way into Kafka: nothing is answered before every in-sync replica has acknowledged. */
package eu.onrecord.ingest.publish;
