/**
 * Which records speak of the same message: what it is, what was done to it and how far it came. Made again from the records.
 */
package eu.onrecord.archive.mention;
