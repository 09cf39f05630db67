/** Encryption: how a record is sealed and opened, and where the keys come from. Knows nothing of what is in a record. */
package eu.onrecord.archive.seal;
