package eu.onrecord.consent.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.Customer;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.IdentifierHash;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.Wishes;
import eu.onrecord.contract.chat.ChatEvent;

/** The dossiers of one transaction, and who in them is whom. For one thread. */
public final class Dossiers {
    private final IdentifierVault vault;
    private final Instant now;
    private final Map<UUID, Dossier> byCustomer = new LinkedHashMap<>();
    private final Map<IdentifierHash, Dossier> byIdentifier = new HashMap<>();
    private final Map<String, Dossier> byThread = new HashMap<>();
    private final Map<IdentifierHash, Suppression> suppressions = new HashMap<>();
    private final List<NewIdentifier> newIdentifiers = new ArrayList<>();
    private final List<Replaced> replaced = new ArrayList<>();
    private final List<Merged> merged = new ArrayList<>();
    private final Map<String, Instant> forgotten = new HashMap<>();
    private final Set<ChatThread> changedThreads = new LinkedHashSet<>();
    private final Set<ChatThread> moved = new LinkedHashSet<>();

    /** Of nobody yet. */
    public Dossiers(IdentifierVault vault, Instant now) {
        this.vault = vault;
        this.now = now;
    }

    /** An identifier that a customer was not known by before. */
    record NewIdentifier(Dossier owner, IdentifierHash hash, Identifier identifier) {
    }

    /** A customer is known by something else of this kind from now on. */
    record Replaced(Dossier owner, Identifier.Kind kind) {
    }

    /** Two customers were found to be one. */
    record Merged(Dossier kept, Dossier gone) {
    }

    /** Whom an event concerns. */
    public record Concerned(Dossier dossier, ChatThread thread) {
    }

    /**
     * Threads that are one conversation since something was found out in this transaction.
     *
     * @param thread the one that was found last to belong to it
     */
    record Linked(Dossier dossier, ChatThread thread, List<String> threads) {
    }

    /** The customer and the thread of an event, opened if they are new. The event names a customer. */
    public Concerned of(ChatEvent event) {
        var dossier = of(event.legalEntity(), Identifier.in(event));
        var known = byThread.get(event.thread().value());
        var thread = known == null ? ChatThread.of(event, dossier.id())
                : known.thread(event.thread().value()).orElseThrow();
        if (known != dossier) {
            move(thread, known, dossier);
        }
        heardBy(thread, event);
        return new Concerned(dossier, thread);
    }

    /** The conversations that became more than they were, whoever found it out, and on whatever channel. */
    List<Linked> linked() {
        var last = new LinkedHashMap<List<Object>, ChatThread>();
        moved.forEach(thread -> last.put(List.of(byThread.get(thread.id), thread.channel), thread));
        return last.values().stream().map(thread -> {
            var dossier = byThread.get(thread.id);
            return new Linked(dossier, thread, dossier.conversationOn(thread.channel));
        }).filter(it -> it.threads().size() > 1).toList();
    }

    /** What was written in a thread until then was erased. */
    public void forgotten(String thread, Instant before) {
        forgotten.put(thread, before);
    }

    /** Whether an event was erased before it was read, or is read again since. */
    public boolean isForgotten(ChatEvent event) {
        var before = forgotten.get(event.thread().value());
        var at = event.occurredAt() == null ? event.receivedAt() : event.occurredAt();
        return before != null && !at.isAfter(before);
    }

    private void heardBy(ChatThread thread, ChatEvent event) {
        var hash = vault.hash(event.legalEntity(), Identifier.in(event).get(0)).bytes();
        if (!Arrays.equals(hash, thread.heardBy)) {
            thread.heardBy = hash;
            changedThreads.add(thread);
        }
    }

    /** The customer with one of these identifiers; if several customers have, they are one from now on. */
    public Dossier of(String legalEntity, List<Identifier> identifiers) {
        var found = new LinkedHashSet<Dossier>();
        identifiers.forEach(identifier -> find(legalEntity, identifier).ifPresent(found::add));
        var dossier = found.isEmpty() ? open(legalEntity) : merge(found);
        identifiers.forEach(identifier -> add(dossier, identifier));
        return dossier;
    }

    public Optional<Dossier> find(String legalEntity, Identifier identifier) {
        return Optional.ofNullable(byIdentifier.get(vault.hash(legalEntity, identifier)));
    }

    /** By the random id, also one that was merged into another in this transaction. */
    public Optional<Dossier> find(UUID customer) {
        return Optional.ofNullable(byCustomer.get(customer));
    }

    boolean isKnown(IdentifierHash hash) {
        return byIdentifier.containsKey(hash);
    }

    /** All that were loaded or opened, each once. */
    public Collection<Dossier> all() {
        return new LinkedHashSet<>(byCustomer.values());
    }

    /** The customer wrote in a thread. */
    public void heard(ChatThread thread, ChatEvent event) {
        if (thread.heardAt(event.occurredAt(), event.network())) {
            changedThreads.add(thread);
        }
    }

    /** From now on they are known by these; the old number may be somebody else's tomorrow. */
    public void replace(Dossier dossier, List<Identifier> identifiers) {
        for (var identifier : identifiers) {
            var hash = vault.hash(dossier.customer().legalEntity, identifier);
            var before = byIdentifier.get(hash);
            if (before == dossier) {
                continue;
            }
            replaced.add(new Replaced(dossier, identifier.kind()));
            take(dossier, identifier, hash);
            if (before != null) {
                silence(dossier, before.relationship().wishes);
            }
        }
    }

    /** Whoever had the identifier until now asked for silence under it: the stricter wins, whether they are another or not. */
    private static void silence(Dossier dossier, Wishes before) {
        if (before.optOut != OptOut.NONE) {
            dossier.relationship().bind(before.optOut, before.optedOutAt);
        }
    }

    void add(Dossier dossier) {
        byCustomer.put(dossier.id(), dossier);
    }

    void add(IdentifierHash hash, Dossier dossier) {
        byIdentifier.put(hash, dossier);
    }

    void add(Suppression suppression) {
        suppressions.merge(suppression.identifier(), suppression, Suppression::stricter);
    }

    void add(ChatThread thread) {
        var owner = byCustomer.get(thread.customerId);
        owner.add(thread);
        byThread.put(thread.id, owner);
    }

    /** All that were opened, also those that were found to be somebody else since: evidence may name them. */
    List<Dossier> opened() {
        return Stream.concat(all().stream(), merged.stream().map(Merged::gone)).filter(Dossier::isNew).toList();
    }

    IdentifierVault vault() {
        return vault;
    }

    List<NewIdentifier> newIdentifiers() {
        return newIdentifiers;
    }

    List<Replaced> replaced() {
        return replaced;
    }

    List<Merged> merged() {
        return merged;
    }

    Set<ChatThread> changedThreads() {
        return changedThreads;
    }

    private Dossier open(String legalEntity) {
        var customer = Customer.of(legalEntity, now);
        var dossier = Dossier.opened(customer, Relationship.unknown(customer.id, legalEntity, now));
        add(dossier);
        return dossier;
    }

    private void add(Dossier dossier, Identifier identifier) {
        var hash = vault.hash(dossier.customer().legalEntity, identifier);
        if (!byIdentifier.containsKey(hash)) {
            take(dossier, identifier, hash);
        }
    }

    /** Whoever is known under it already is bound by it too. */
    void suppress(Suppression suppression) {
        add(suppression);
        var known = byIdentifier.get(suppression.identifier());
        if (known != null) {
            known.relationship().optOut(OptOut.valueOf(suppression.scope()), suppression.since());
        }
    }

    /** Who once asked for silence under this number is not written to because nothing else is known of them any more. */
    private void take(Dossier dossier, Identifier identifier, IdentifierHash hash) {
        byIdentifier.put(hash, dossier);
        newIdentifiers.add(new NewIdentifier(dossier, hash, identifier));
        var suppression = suppressions.get(hash);
        if (suppression != null) {
            dossier.relationship().bind(OptOut.valueOf(suppression.scope()), suppression.since());
        }
    }

    private Dossier merge(Set<Dossier> found) {
        var oldestFirst = new ArrayList<>(found);
        oldestFirst.sort(Comparator.comparing((Dossier dossier) -> dossier.customer().createdAt).thenComparing(Dossier::id));
        var kept = oldestFirst.remove(0);
        oldestFirst.forEach(gone -> merge(kept, gone));
        return kept;
    }

    private void merge(Dossier kept, Dossier gone) {
        kept.relationship().absorb(gone.relationship());
        kept.customer().language = kept.customer().language == null ? gone.customer().language : kept.customer().language;
        // above both, so that what is told next is believed before what was told of either
        kept.customer().revision = Math.max(kept.customer().revision, gone.customer().revision);
        gone.customer().mergedInto = kept.id();
        List.copyOf(gone.threads()).forEach(thread -> move(thread, gone, kept));
        gone.disclosures().forEach(disclosure -> {
            disclosure.customerId = kept.id();
            kept.add(disclosure);
        });
        byCustomer.replaceAll((id, dossier) -> dossier == gone ? kept : dossier);
        byIdentifier.replaceAll((hash, dossier) -> dossier == gone ? kept : dossier);
        newIdentifiers.replaceAll(added -> added.owner() == gone ? new NewIdentifier(kept, added.hash(), added.identifier())
                : added);
        merged.add(new Merged(kept, gone));
    }

    private void move(ChatThread thread, Dossier from, Dossier to) {
        if (from != null) {
            from.remove(thread);
        }
        thread.customerId = to.id();
        to.add(thread);
        byThread.put(thread.id, to);
        moved.add(thread);
        changedThreads.add(thread);
    }
}
