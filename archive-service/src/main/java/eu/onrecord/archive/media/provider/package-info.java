/** How each provider gives the files of its messages. Pure: what to ask for, and what follows from the answer. */
package eu.onrecord.archive.media.provider;
