/** Reading: one conversation at a time, for a stated purpose, and never unrecorded. */
package eu.onrecord.archive.perusal;
