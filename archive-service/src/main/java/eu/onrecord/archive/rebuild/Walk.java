package eu.onrecord.archive.rebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.record.Looked;
import eu.onrecord.archive.record.Looked.Place;
import eu.onrecord.archive.record.Records;

/** All records, a page at a time. */
@ApplicationScoped
class Walk {
    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Records records;

    Walk(Records records) {
        this.records = records;
    }

    /** Those that were recorded in a period, whose ends may be open (null), behind a place. */
    List<Looked> page(Place after, Instant from, Instant to) {
        return records.walk(after, from, to, PAGE).await().atMost(PATIENCE);
    }

    boolean isLast(List<Looked> page) {
        return page.size() < PAGE;
    }

    /** All those that were recorded in such a period. */
    Iterable<List<Looked>> pages(Instant from, Instant to) {
        return () -> new Iterator<>() {
            private List<Looked> last;

            @Override
            public boolean hasNext() {
                return last == null || !isLast(last);
            }

            @Override
            public List<Looked> next() {
                last = page(last == null ? Place.FIRST : last.get(last.size() - 1).place(), from, to);
                return last;
            }
        };
    }
}
