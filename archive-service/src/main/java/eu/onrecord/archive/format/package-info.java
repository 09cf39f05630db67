/**
 * Record format 1: what a record is, to the byte, as FORMAT.md says. Pure, and for ever: no key, no database, no clock of its
 * own.
 */
package eu.onrecord.archive.format;
