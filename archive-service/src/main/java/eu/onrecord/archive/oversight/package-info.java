/** Who read and searched what: the acts, for whoever watches over the readers. */
package eu.onrecord.archive.oversight;
