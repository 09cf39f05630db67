/**
 * What follows from the records, made anew out of them alone: conversations, by what they are found, which records speak of the
 * same message, which files are wanted. Beside what is there, to be compared with it or to take its place.
 */
package eu.onrecord.archive.rebuild;
