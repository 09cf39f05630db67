/** The records: sealing what is to be kept and putting it where it cannot be changed unnoticed. */
package eu.onrecord.archive.record;
