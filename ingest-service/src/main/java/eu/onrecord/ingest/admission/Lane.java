package eu.onrecord.ingest.admission;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Room for the bytes of one kind. For whoever holds the lock of {@link Admission}. */
final class Lane {
    private final long limit;
    private final Limits limits;
    private final Map<String, Long> byChannel = new HashMap<>();
    /** Of bodies that are still coming, the oldest first. */
    private final Set<Admission.Place> coming = new LinkedHashSet<>();
    private long held;

    Lane(long limit, Limits limits) {
        this.limit = limit;
        this.limits = limits;
    }

    /** Whether so much more fits, for this one. */
    boolean fits(Admission.Place place, long more) {
        return fitsAtAll(place, more) && fitsItsChannel(place, more);
    }

    boolean fitsAtAll(Admission.Place place, long more) {
        return held + more <= limits.room(limit, place.comesAgain());
    }

    private boolean fitsItsChannel(Admission.Place place, long more) {
        return byChannel.getOrDefault(place.channel(), 0L) + more <= limits.share(limit, place.comesAgain());
    }

    void add(Admission.Place place, long bytes) {
        held += bytes;
        byChannel.merge(place.channel(), bytes, Long::sum);
    }

    void remove(Admission.Place place, long bytes) {
        held -= bytes;
        byChannel.merge(place.channel(), -bytes, (one, other) -> one + other == 0 ? null : one + other);
    }

    void isComing(Admission.Place place) {
        coming.add(place);
    }

    void isThere(Admission.Place place) {
        coming.remove(place);
    }

    /** The one that has been coming for the longest, of those that may have to go. */
    Optional<Admission.Place> oldestComing(Predicate<Admission.Place> mayGo) {
        for (Iterator<Admission.Place> all = coming.iterator(); all.hasNext();) {
            var place = all.next();
            if (mayGo.test(place)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    long held() {
        return held;
    }
}
