/** A witness as https://c2sp.org/tlog-witness has it, for tests and for the platform on one machine. */
package eu.onrecord.local.witness;
