package eu.onrecord.consent.register;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import eu.onrecord.consent.channel.Channels;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.IdentifierHash;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.database.Races;
import eu.onrecord.consent.dossier.Dossier;
import eu.onrecord.consent.dossier.DossierStore;
import eu.onrecord.consent.dossier.DossierStore.Wanted;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.dossier.WorkStore;
import eu.onrecord.consent.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** Puts on record what the CRM and people say of customers: one or many in a transaction, in the same way. */
@ApplicationScoped
class Registrations {
    private static final int MOST_TRIES = 3;

    private final Pool pool;
    private final Channels channels;
    private final DossierStore dossiers;
    private final WorkStore works;
    private final IdentifierVault vault;
    private final Clock clock;

    Registrations(Pool pool, Channels channels, DossierStore dossiers, WorkStore works, IdentifierVault vault, Clock clock) {
        this.pool = pool;
        this.channels = channels;
        this.dossiers = dossiers;
        this.works = works;
        this.vault = vault;
        this.clock = clock;
    }

    /** All of them, in their order; a result for each. */
    Uni<List<Result>> take(List<Registration> registrations, String author) {
        var identifiers = new LinkedHashSet<IdentifierHash>();
        registrations.forEach(it -> GivenIdentifiers.read(it.identifiers())
                .forEach(identifier -> identifiers.add(vault.hash(it.legalEntity(), identifier))));
        return pool.withTransaction(transaction -> dossiers
                .load(transaction, new Wanted(identifiers, Set.of(), Set.of()), clock.instant()).chain(work -> {
                    var registrar = new Registrar(work, vault, channels.clocksByLegalEntity().keySet(), author);
                    var taken = registrations.stream().map(registrar::take).toList();
                    var results = taken.stream().map(result -> current(result, work)).toList();
                    return works.save(transaction, work).replaceWith(results);
                })).onFailure(Races::isLost).retry().atMost(MOST_TRIES);
    }

    /** Something about one customer, who is known. */
    Uni<UUID> about(UUID customer, String author, BiConsumer<Registrar, Dossier> change) {
        return change(Wanted.customer(customer), author, work -> work.dossiers().all().stream().findFirst()
                .orElseThrow(() -> ProblemType.CUSTOMER_UNKNOWN.problem("There is no such customer.")), change);
    }

    /** Something about whoever has these identifiers, who need not be known. */
    Uni<UUID> open(String legalEntity, List<Identifier> identifiers, String author, BiConsumer<Registrar, Dossier> change) {
        if (!channels.clocksByLegalEntity().containsKey(legalEntity)) {
            throw ProblemType.REQUEST_INVALID.problem("No legal entity of this name is configured.");
        }
        var hashes = identifiers.stream().map(identifier -> vault.hash(legalEntity, identifier)).collect(Collectors.toSet());
        return change(new Wanted(hashes, Set.of(), Set.of()), author,
                work -> work.dossiers().of(legalEntity, identifiers), change);
    }

    private Uni<UUID> change(Wanted wanted, String author, Function<Work, Dossier> whom,
            BiConsumer<Registrar, Dossier> change) {
        return pool.withTransaction(transaction -> dossiers.load(transaction, wanted, clock.instant()).chain(work -> {
            var dossier = whom.apply(work);
            change.accept(new Registrar(work, vault, channels.clocksByLegalEntity().keySet(), author), dossier);
            return works.save(transaction, work).replaceWith(dossier.id());
        })).onFailure(Races::isLost).retry().atMost(MOST_TRIES);
    }

    /** Who a later line showed to be somebody else is so in the answer to the earlier one too. */
    private static Result current(Result result, Work work) {
        return result instanceof Result.Registered registered
                ? work.dossiers().find(registered.customer())
                        .<Result> map(it -> new Result.Registered(it.id(), it.relationship().state.word())).orElse(result)
                : result;
    }
}
