/** Everything that can be wrong with a request, as RFC 9457 problems. */
package eu.onrecord.archive.problem;
