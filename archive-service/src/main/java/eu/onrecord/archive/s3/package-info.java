/**
 * Objects in a store that speaks S3: the five calls that are needed, over the JDK's HTTP client. The vendor's own client would
 * bring some forty artifacts and static state that a native executable cannot be built with unseen.
 */
package eu.onrecord.archive.s3;
