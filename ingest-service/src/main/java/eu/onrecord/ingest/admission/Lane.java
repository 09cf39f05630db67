package eu.onrecord.ingest.admission;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
    /** Of that, what is sent again if it is refused. */
    private long heldAgain;

    Lane(long limit, Limits limits) {
        this.limit = limit;
        this.limits = limits;
    }

    /** Whether so much more fits, for this one. */
    boolean fits(Admission.Place place, long more) {
        return room(place, more).isEnough();
    }

    /**
     * Who has to go so that so much more fits, the oldest first: of its own channel as far as its share is taken, of those
     * that are sent again as far as what is there for them is, and where all is, those first that are sent again: what is not
     * is
     * lost.
     *
     * @param mayGo of those that are still coming
     * @return empty if it does not fit even then: so nobody goes in vain
     */
    Optional<List<Admission.Place>> whoMakesRoom(Admission.Place place, long more, Predicate<Admission.Place> mayGo) {
        var room = room(place, more);
        var candidates = coming.stream().filter(mayGo).toList();
        candidates.stream().filter(it -> it.channel().equals(place.channel())).forEach(room::makeInShare);
        candidates.stream().filter(Admission.Place::comesAgain).forEach(room::makeAmongThoseThatComeAgain);
        candidates.stream().filter(Admission.Place::comesAgain).forEach(room::make);
        candidates.forEach(room::make);
        return room.isEnough() ? Optional.of(List.copyOf(room.going)) : Optional.empty();
    }

    private Room room(Admission.Place place, long more) {
        return new Room(place, limits.share(limit, place.comesAgain()) - byChannel.getOrDefault(place.channel(), 0L) - more,
                place.comesAgain() ? limits.room(limit, true) - heldAgain - more : Long.MAX_VALUE / 2, limit - held - more);
    }

    /** What would be left of each limit: less than nothing where it is not enough. */
    private static final class Room {
        private final Admission.Place wanting;
        private final Set<Admission.Place> going = new LinkedHashSet<>();
        private long inShare;
        private long amongThoseThatComeAgain;
        private long inAll;

        Room(Admission.Place wanting, long inShare, long amongThoseThatComeAgain, long inAll) {
            this.wanting = wanting;
            this.inShare = inShare;
            this.amongThoseThatComeAgain = amongThoseThatComeAgain;
            this.inAll = inAll;
        }

        boolean isEnough() {
            return inShare >= 0 && amongThoseThatComeAgain >= 0 && inAll >= 0;
        }

        void makeInShare(Admission.Place place) {
            if (inShare < 0) {
                goes(place);
            }
        }

        void makeAmongThoseThatComeAgain(Admission.Place place) {
            if (amongThoseThatComeAgain < 0) {
                goes(place);
            }
        }

        void make(Admission.Place place) {
            if (inAll < 0) {
                goes(place);
            }
        }

        private void goes(Admission.Place place) {
            if (going.add(place)) {
                inAll += place.held();
                inShare += place.channel().equals(wanting.channel()) ? place.held() : 0;
                amongThoseThatComeAgain += place.comesAgain() ? place.held() : 0;
            }
        }
    }

    void add(Admission.Place place, long bytes) {
        held += bytes;
        heldAgain += place.comesAgain() ? bytes : 0;
        byChannel.merge(place.channel(), bytes, Long::sum);
    }

    void remove(Admission.Place place, long bytes) {
        held -= bytes;
        heldAgain -= place.comesAgain() ? bytes : 0;
        byChannel.merge(place.channel(), -bytes, (one, other) -> one + other == 0 ? null : one + other);
    }

    void isComing(Admission.Place place) {
        coming.add(place);
    }

    void isThere(Admission.Place place) {
        coming.remove(place);
    }

    long held() {
        return held;
    }
}
