/** A real Kafka on this machine: one node, KRaft, with the contract's topics. */
package eu.onrecord.local.kafka;
