/** What was authentic, and unreadable or not for us: kept as it came, and played again when somebody has mended the cause. */
package eu.onrecord.ingest.quarantine;
