/** The benchmark's baseline: an endpoint that does nothing. */
package eu.onrecord.local.baseline;
