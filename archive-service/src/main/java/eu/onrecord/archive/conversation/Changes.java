package eu.onrecord.archive.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a batch of news changes in conversations, in memory. The order of the news does not matter, nor whether one comes twice:
 * what comes out is the same.
 */
final class Changes {
    private Changes() {
    }

    /** What changes in one conversation. */
    static final class Change {
        private Instant first;
        private Instant last;
        private Instant toldAt;
        private UUID toldBy;

        Instant first() {
            return first;
        }

        Instant last() {
            return last;
        }

        /** Null where nothing shows that the customer was told. */
        Instant toldAt() {
            return toldAt;
        }

        UUID toldBy() {
            return toldBy;
        }

        private void hear(News news) {
            first = first == null || news.at().isBefore(first) ? news.at() : first;
            last = last == null || news.at().isAfter(last) ? news.at() : last;
            if (news.proof() != null && (toldAt == null || isBefore(news))) {
                toldAt = news.at();
                toldBy = news.proof();
            }
        }

        /** Of two proofs of the same moment the one with the lesser id counts. */
        private boolean isBefore(News news) {
            return news.at().isBefore(toldAt)
                    || news.at().equals(toldAt) && ConversationId.ORDER.compare(news.proof(), toldBy) < 0;
        }
    }

    /**
     * By conversation, in the order of their ids.
     *
     * @param conversationsOf the conversations that the news are of: a link is of all that it links
     */
    static Map<UUID, Change> of(List<News> news, Function<News, Stream<UUID>> conversationsOf) {
        var changes = new TreeMap<UUID, Change>(ConversationId.ORDER);
        news.forEach(it -> conversationsOf.apply(it).distinct()
                .forEach(id -> changes.computeIfAbsent(id, unheard -> new Change()).hear(it)));
        return changes;
    }

    /**
     * Which conversations become one: those whose threads are linked, whoever linked them. The one with the least id takes the
     * others in, so that it is the same one in whatever order links are told.
     *
     * @param linked sets of conversations, each of which is one
     * @return from each that is taken in to the one that takes it in
     */
    static Map<UUID, UUID> merged(Collection<? extends Collection<UUID>> linked) {
        var taken = new HashMap<UUID, UUID>();
        for (var together : linked) {
            var roots = new TreeSet<>(ConversationId.ORDER);
            together.forEach(id -> roots.add(root(taken, id)));
            var kept = roots.first();
            roots.stream().skip(1).forEach(gone -> taken.put(gone, kept));
        }
        var merged = new TreeMap<UUID, UUID>(ConversationId.ORDER);
        new ArrayList<>(taken.keySet()).forEach(gone -> merged.put(gone, root(taken, gone)));
        return merged;
    }

    private static UUID root(Map<UUID, UUID> taken, UUID id) {
        var root = id;
        while (taken.containsKey(root)) {
            root = taken.get(root);
        }
        return root;
    }
}
