package eu.onrecord.archive.record;

import java.util.List;

/**
 * Records that are to be read, in the order in which it happened.
 *
 * @param isCut whether there may be more of them than can be held at once
 */
public record Extract(List<Opened> records, boolean isCut) {
    /** Of so many at most: if it has as many, there may be more. */
    Extract ofAtMost(int limit) {
        return new Extract(records, isCut || records.size() >= limit);
    }
}
