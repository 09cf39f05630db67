/** The local platform for the services' own tests: the same Kafka and PostgreSQL, on free ports, gone afterwards. */
package eu.onrecord.local.testing;
