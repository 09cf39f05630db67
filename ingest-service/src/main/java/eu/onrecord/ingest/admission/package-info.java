/** How much may be going on at once: bounded in number and in bytes, so that overload costs refusals and never the service. */
package eu.onrecord.ingest.admission;
