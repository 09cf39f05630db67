/** Reading both topics: everything that happens becomes a record, once. */
package eu.onrecord.archive.intake;
