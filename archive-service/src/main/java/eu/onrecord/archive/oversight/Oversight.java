package eu.onrecord.archive.oversight;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.archive.access.LegalEntities;
import eu.onrecord.archive.act.Acts;
import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.archive.record.Cursor;
import eu.onrecord.contract.act.Act.Deed;
import eu.onrecord.contract.act.Act.Outcome;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/**
 * Looking at acts, by the API or on a page: who may see whose, and the act that this is itself, recorded before the answer.
 */
@ApplicationScoped
public class Oversight {
    /** Whoever reads conversations does not watch over those who do: of the others, each sees their own. */
    private static final Set<String> WATCHING = Set.of("privacy-officer", "auditor");

    private final SecurityIdentity identity;
    private final LegalEntities legalEntities;
    private final ActPages pages;
    private final Readers readers;
    private final Acts acts;
    private final Clock clock;

    Oversight(SecurityIdentity identity, LegalEntities legalEntities, ActPages pages, Readers readers, Acts acts,
            Clock clock) {
        this.clock = clock;
        this.identity = identity;
        this.legalEntities = legalEntities;
        this.pages = pages;
        this.readers = readers;
        this.acts = acts;
    }

    /**
     * Whose acts whoever asks may choose from; where they watch over others, also those that concern none: who had no role, or
     * asked for what is not there.
     */
    public List<String> legalEntities() {
        var own = legalEntities.ofCaller().stream().sorted();
        return (isOwnAlone() ? own : Stream.concat(own, Stream.of(Acts.NO_LEGAL_ENTITY))).toList();
    }

    /** What is done from now on is told to nobody yet. */
    private static Instant earlier(Instant until, Instant now) {
        return until.isBefore(now) ? until : now;
    }

    private boolean isOwnAlone() {
        return identity.getRoles().stream().noneMatch(WATCHING::contains);
    }

    /**
     * A page of acts.
     *
     * @param purpose a word
     * @param place behind which it begins; null for whoever begins to look
     * @param limit the most that are told
     * @param isGone whether nobody would hear the answer
     * @throws eu.onrecord.archive.problem.Problem if the legal entity is none that whoever asks may see
     */
    public Uni<ActList> read(ActCriteria criteria, String purpose, Cursor place, int limit, BooleanSupplier isGone) {
        var entity = criteria.legalEntity();
        var ids = Optional.ofNullable(criteria.conversation()).map(List::of).orElse(List.<UUID> of());
        if (!legalEntities().contains(entity)) {
            return acts.record(Deed.SEARCHED, purpose, Acts.NO_LEGAL_ENTITY, ids, List.of(), Outcome.REFUSED).map(recorded -> {
                throw ProblemType.LEGAL_ENTITY_UNKNOWN.problem("You hold no role for a legal entity of this name.");
            });
        }
        if (place != null && (place.occurredAt().isBefore(criteria.from()) || !place.occurredAt().isBefore(criteria.to()))) {
            throw ProblemType.REQUEST_INVALID.problem("after is what next said for the same from and to.");
        }
        var isOwnAlone = isOwnAlone();
        var asked = isOwnAlone ? criteria.of(readers.ofCaller()) : criteria;
        return pages.page(asked, place, limit, readers.ofCaller(), isGone)
                .call(it -> acts.looked(purpose, entity, ids, asked.words(), it.acts().size()))
                .map(it -> new ActList(entity, it.acts(), earlier(it.until(), clock.instant()),
                        it.next() == null ? null : it.next().text(),
                        isOwnAlone));
    }
}
