package eu.onrecord.ingest.quarantine;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What became of a replay.
 *
 * @param webhooks in quarantine that were meant
 * @param replayed of them, read without anything left over
 * @param stillQuarantined of them, still not to be read or not for us, wholly or in part; they stay where they are
 * @param events published; those that had been published before have the same ids again
 * @param continueFrom to be sent with the same request again, if there was no time for all of them; absent if there was
 */
@RegisterForReflection
public record ReplayReport(long webhooks, long replayed, long stillQuarantined, long events, String continueFrom) {
}
