/** Audited acts: every search and every read is itself a record, made before anything is answered. */
package eu.onrecord.archive.act;
