/** What an operator does with the archive from a command line, beside the running services. */
package eu.onrecord.archive.command;
