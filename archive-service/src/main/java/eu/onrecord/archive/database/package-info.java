/** How the databases are reached. */
package eu.onrecord.archive.database;
