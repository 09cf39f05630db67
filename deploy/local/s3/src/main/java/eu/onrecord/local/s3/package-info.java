/** A store that speaks S3, for tests. It runs in a process of its own. */
package eu.onrecord.local.s3;
