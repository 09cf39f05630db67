/** A real PostgreSQL on this machine, with a database for each that a service owns. */
package eu.onrecord.local.postgres;
