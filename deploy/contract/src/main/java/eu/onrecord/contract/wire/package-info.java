/**
 * How events cross Kafka: CloudEvents 1.0 in binary mode, deterministic ids, the topics.
 * Nothing here knows what an event means.
 */
package eu.onrecord.contract.wire;
