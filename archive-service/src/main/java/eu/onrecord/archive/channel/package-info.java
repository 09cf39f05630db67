/** The channels, as far as files are fetched over them. */
package eu.onrecord.archive.channel;
