package eu.onrecord.archive.perusal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.access.LegalEntities;
import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.record.ConversationRecords.View;
import eu.onrecord.archive.record.Cursor;
import eu.onrecord.contract.act.Act.Count;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import io.smallrye.mutiny.Uni;

/**
 * Finding and reading for whoever asks, by the API or on a page: the rules of both, and the act that is recorded before either
 * answers.
 */
@ApplicationScoped
public class Perusal {
    /** Whoever has no legal entity searched all the same, and found nothing. */
    private static final Set<String> NONE = Set.of(Acts.NO_LEGAL_ENTITY);

    private final LegalEntities legalEntities;
    private final Search search;
    private final TranscriptPages pages;
    private final Readable readable;
    private final LastRead lastRead;
    private final Acts acts;

    Perusal(LegalEntities legalEntities, Search search, TranscriptPages pages, Readable readable, LastRead lastRead,
            Acts acts) {
        this.legalEntities = legalEntities;
        this.search = search;
        this.pages = pages;
        this.readable = readable;
        this.lastRead = lastRead;
        this.acts = acts;
    }

    /**
     * The conversations that a search finds, or, where it asks for none, those that whoever asks read last.
     *
     * @param why a word
     * @param limit the most that are told
     * @param isGone whether nobody would hear the answer
     */
    public Uni<List<Found>> find(Criteria criteria, String why, int limit, BooleanSupplier isGone) {
        var seen = legalEntities.ofCaller();
        return (criteria.isNone()
                ? search.lastRead(lastRead.reader(), criteria.state(), Math.min(limit, LastRead.MOST), seen)
                : search.find(criteria, limit, seen, new Asker(isGone)))
                .onFailure(Readable::isOurs)
                .call(() -> acts.failed(Deed.SEARCHED, why, Acts.NO_LEGAL_ENTITY, List.of()))
                .call(found -> searched(why, criteria, seen, found));
    }

    /** An act of each legal entity that was looked into; of none, where the caller has none. */
    private Uni<Void> searched(String why, Criteria criteria, Set<String> seen, List<Found> found) {
        var ids = found.stream().map(Found::id).toList();
        var customer = criteria.customer() == null ? null : criteria.customer().get(0);
        return (customer == null ? Uni.createFrom().item(Map.<UUID, String> of()) : search.threads(ids)).chain(threads -> {
            var ofEach = new TreeMap<String, Acts.Found>();
            (seen.isEmpty() ? NONE : seen).forEach(entity -> {
                var its = found.stream().filter(it -> it.legalEntity().equals(entity)).map(Found::id).toList();
                ofEach.put(entity,
                        new Acts.Found(its, its.stream().map(threads::get).filter(Objects::nonNull).findFirst().orElse(null)));
            });
            return acts.searched(why, criteria.words(), customer, ofEach);
        });
    }

    /**
     * A page of a conversation.
     *
     * @param place behind which it begins; null for whoever begins to read
     * @param limit the most entries that are told
     * @param isGone whether nobody would hear the answer
     * @throws eu.onrecord.archive.problem.Problem if there is no such conversation that whoever asks may see, or the customer
     *         is not proven to have been told
     */
    public Uni<Transcript> read(UUID id, Purpose why, View view, Cursor place, int limit, BooleanSupplier isGone) {
        return readable.conversation(id, Deed.READ, why).chain(conversation -> pages
                .page(conversation, view, place, limit, new Asker(isGone))
                .onFailure(Readable::isOurs)
                .call(() -> acts.failed(Deed.READ, why.word(), conversation.legalEntity, List.of(conversation.id)))
                .call(transcript -> acts.record(Deed.READ, why.word(), conversation.legalEntity, List.of(conversation.id),
                        List.of(new Count("entries", transcript.entries().size())), Outcome.DONE))
                .call(() -> lastRead.note(conversation.id)));
    }
}
