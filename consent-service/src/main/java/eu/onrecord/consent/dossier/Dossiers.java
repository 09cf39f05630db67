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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.Customer;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.IdentifierHash;
import eu.onrecord.consent.customer.IdentifierVault;
import eu.onrecord.consent.customer.Suppression;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Relationship;
import eu.onrecord.consent.relationship.Wishes;
import eu.onrecord.contract.chat.ChatEvent;

/** The dossiers of one transaction, and who in them is whom. For one thread. */
public final class Dossiers {
    /** What a provider knows an account by, for good. */
    private static final Set<Identifier.Kind> ACCOUNT = Set.of(Identifier.Kind.USER_ID, Identifier.Kind.PARENT_USER_ID);

    private final IdentifierVault vault;
    private final Instant now;
    private final Map<UUID, Dossier> byCustomer = new LinkedHashMap<>();
    private final Map<IdentifierHash, Dossier> byIdentifier = new HashMap<>();
    private final Map<String, Dossier> byThread = new HashMap<>();
    private final Map<IdentifierHash, Suppression> suppressions = new HashMap<>();
    private final List<NewIdentifier> newIdentifiers = new ArrayList<>();
    private final List<Spelled> spelled = new ArrayList<>();
    private final Set<IdentifierHash> freed = new LinkedHashSet<>();
    private final List<Suppression> left = new ArrayList<>();
    private final List<Separated> separated = new ArrayList<>();
    private final List<HandedOver> handedOver = new ArrayList<>();
    private final Set<Disclosure> combined = new LinkedHashSet<>();
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
    record NewIdentifier(Dossier owner, IdentifierHash hash, Identifier identifier, Instant since) {
    }

    /** What the provider writes otherwise than it was told before: the same number, written in another way. */
    record Spelled(IdentifierHash hash, Identifier identifier) {
    }

    /** Identifiers that are somebody else's from now on. */
    record Separated(Dossier holder, Set<IdentifierHash> identifiers) {
    }

    /** A thread that is another known customer's from now on. */
    record HandedOver(Dossier holder, ChatThread thread) {
    }

    /** Two customers were found to be one. */
    record Merged(Dossier kept, Dossier gone) {
    }

    /**
     * Whom an event concerns.
     *
     * @param isDoubtful whether it may be somebody else than who is known by that number
     */
    public record Concerned(Dossier dossier, ChatThread thread, boolean isDoubtful) {
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
        var identifiers = Identifier.in(event);
        var isDoubtful = isDoubtful(event.legalEntity(), identifiers);
        var dossier = holder(event, identifiers);
        var known = byThread.get(event.thread().value());
        var thread = known == null ? ChatThread.of(event, dossier.id())
                : known.thread(event.thread().value()).orElseThrow();
        if (known != dossier) {
            move(thread, known, dossier);
        }
        heardBy(thread, event);
        return new Concerned(dossier, thread, isDoubtful);
    }

    /** Whether an id comes with the number of a customer who is known by another id, and was not heard of before. */
    private boolean isDoubtful(String legalEntity, List<Identifier> identifiers) {
        return userId(identifiers).filter(id -> find(legalEntity, id).isEmpty()).isPresent()
                && phoneOfAnother(legalEntity, identifiers).isPresent();
    }

    /**
     * A provider gives an account its id for good, and numbers change hands: a known account that comes with a number which was
     * another account's has that number now, and is nobody else for it.
     */
    private Dossier holder(ChatEvent event, List<Identifier> identifiers) {
        var legalEntity = event.legalEntity();
        var account = userId(identifiers).flatMap(id -> find(legalEntity, id));
        var phone = phoneOfAnother(legalEntity, identifiers);
        if (account.isPresent() && phone.isPresent() && find(legalEntity, phone.get()).get() != account.get()) {
            replace(account.get(), List.of(phone.get()), List.of());
        }
        return of(legalEntity, identifiers, event.occurredAt() == null ? event.receivedAt() : event.occurredAt());
    }

    private static Optional<Identifier> userId(List<Identifier> identifiers) {
        return identifiers.stream().filter(it -> it.kind() == Identifier.Kind.USER_ID).findFirst();
    }

    /** A number of somebody who is known by other ids than these. */
    private Optional<Identifier> phoneOfAnother(String legalEntity, List<Identifier> identifiers) {
        var ids = identifiers.stream().filter(it -> ACCOUNT.contains(it.kind())).map(it -> vault.hash(legalEntity, it))
                .toList();
        return identifiers.stream().filter(it -> it.kind() == Identifier.Kind.PHONE)
                .filter(it -> find(legalEntity, it).filter(owner -> isKnownByOthers(owner, ids)).isPresent()).findFirst();
    }

    private static boolean isKnownByOthers(Dossier owner, List<IdentifierHash> ids) {
        return !owner.identifiers(Identifier.Kind.USER_ID).isEmpty()
                && owner.identifiers().keySet().stream().noneMatch(ids::contains);
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
        var identifier = Identifier.in(event).get(0);
        var hash = vault.hash(event.legalEntity(), identifier);
        thread.knownAs = thread.knownAs == null ? knownAs(event) : thread.knownAs;
        if (!Arrays.equals(hash.bytes(), thread.heardBy)) {
            thread.heardBy = hash.bytes();
            changedThreads.add(thread);
            spelled.add(new Spelled(hash, identifier));
        }
    }

    /** As the thread's id is derived: from the provider's id, and where there is none from the number. */
    private byte[] knownAs(ChatEvent event) {
        var identifiers = Identifier.in(event);
        return vault.hash(event.legalEntity(), identifiers.stream()
                .filter(it -> it.kind() == Identifier.Kind.USER_ID || it.kind() == Identifier.Kind.TELEGRAM).findFirst()
                .orElse(identifiers.get(0))).bytes();
    }

    /** The customer with one of these identifiers; if several customers have, they are one from now on. */
    public Dossier of(String legalEntity, List<Identifier> identifiers) {
        return of(legalEntity, identifiers, now);
    }

    private Dossier of(String legalEntity, List<Identifier> identifiers, Instant since) {
        var found = new LinkedHashSet<Dossier>();
        identifiers.forEach(identifier -> find(legalEntity, identifier).ifPresent(found::add));
        var dossier = found.isEmpty() ? open(legalEntity) : merge(found);
        identifiers.forEach(identifier -> add(dossier, identifier, since));
        return dossier;
    }

    public Optional<Dossier> find(String legalEntity, Identifier identifier) {
        return Optional.ofNullable(byIdentifier.get(vault.hash(legalEntity, identifier)));
    }

    /** By the random id, also one that was merged into another in this transaction. */
    public Optional<Dossier> find(UUID customer) {
        return Optional.ofNullable(byCustomer.get(customer));
    }

    /** By what an identifier is found. */
    public IdentifierHash hash(String legalEntity, Identifier identifier) {
        return vault.hash(legalEntity, identifier);
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

    /**
     * From now on they are known by these; the old number may be somebody else's tomorrow.
     *
     * @param before what they were known by, as far as it was told: only that goes
     */
    public void replace(Dossier dossier, List<Identifier> identifiers, List<Identifier> before) {
        for (var identifier : identifiers) {
            var hash = vault.hash(dossier.customer().legalEntity, identifier);
            var holder = byIdentifier.get(hash);
            if (holder == dossier) {
                continue;
            }
            replaced(dossier, identifier.kind(), before).forEach(old -> free(dossier, old));
            if (holder != null) {
                free(holder, hash);
            }
            take(dossier, identifier, hash, now);
            if (holder != null) {
                handOver(holder, dossier, hash);
            }
        }
    }

    /** What was written under the number until now stays the former holder's. */
    private void handOver(Dossier former, Dossier holder, IdentifierHash hash) {
        List.copyOf(former.threads()).stream().filter(thread -> isOf(thread, Set.of(hash))).forEach(thread -> {
            thread.lastInboundAt = null;
            handedOver.add(new HandedOver(holder, thread));
            move(thread, former, holder);
        });
    }

    private Set<IdentifierHash> replaced(Dossier dossier, Identifier.Kind kind, List<Identifier> before) {
        var known = dossier.identifiers(kind);
        var told = before.stream().filter(it -> it.kind() == kind)
                .map(it -> vault.hash(dossier.customer().legalEntity, it)).filter(known::contains)
                .collect(Collectors.toSet());
        return told.isEmpty() && known.size() == 1 ? known : told;
    }

    /** Whoever has it next is bound by what was asked for under it. */
    private void free(Dossier owner, IdentifierHash hash) {
        var wishes = owner.relationship().wishes;
        if (wishes.optOut != OptOut.NONE) {
            var suppression = new Suppression(hash, wishes.optOut.name(), wishes.optedOutAt);
            add(suppression);
            left.add(suppression);
        }
        byIdentifier.remove(hash);
        owner.remove(hash);
        newIdentifiers.removeIf(it -> it.hash().equals(hash));
        freed.add(hash);
    }

    /**
     * Somebody else holds an identifier: another customer from now on, of whom nothing is known but that.
     *
     * @param since from when: other ids that were told of the former holder since are the new one's too
     * @return the new holder
     */
    public Dossier separate(Dossier former, Identifier identifier, Instant since) {
        var given = vault.hash(former.customer().legalEntity, identifier);
        var theirs = former.identifiers().entrySet().stream().filter(it -> it.getKey().equals(given)
                || ACCOUNT.contains(it.getValue().kind()) && !it.getValue().since().isBefore(since))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        var holder = open(former.customer().legalEntity);
        for (var hash : theirs) {
            holder.add(hash, former.identifiers().get(hash));
            former.remove(hash);
            byIdentifier.put(hash, holder);
        }
        separated.add(new Separated(holder, theirs));
        List.copyOf(former.threads()).stream().filter(thread -> isOf(thread, theirs)).forEach(thread -> {
            former.remove(thread);
            thread.customerId = holder.id();
            thread.lastInboundAt = null;
            holder.add(thread);
            byThread.put(thread.id, holder);
            changedThreads.add(thread);
        });
        silence(holder, former.relationship().wishes);
        return holder;
    }

    private static boolean isOf(ChatThread thread, Set<IdentifierHash> identifiers) {
        var known = thread.knownAs == null ? thread.heardBy : thread.knownAs;
        return identifiers.stream().anyMatch(hash -> Arrays.equals(hash.bytes(), known));
    }

    /** They are not known by this any more, and what was asked for under it stays (GDPR Art. 16). */
    public boolean forget(Dossier dossier, Identifier identifier) {
        var hash = vault.hash(dossier.customer().legalEntity, identifier);
        if (!dossier.identifiers().containsKey(hash)) {
            return false;
        }
        free(dossier, hash);
        return true;
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

    void add(IdentifierHash hash, Dossier dossier, Dossier.Known known) {
        byIdentifier.put(hash, dossier);
        dossier.add(hash, known);
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

    /** What was asked for under identifiers that are nobody's by now, or that of somebody who has not taken it back. */
    List<Suppression> left() {
        return left.stream().filter(it -> Optional.ofNullable(byIdentifier.get(it.identifier()))
                .filter(owner -> owner.relationship().wishes.optOut == OptOut.NONE).isEmpty()).toList();
    }

    List<HandedOver> handedOver() {
        return handedOver;
    }

    /** Showings that tell since a merge what came of two. */
    Set<Disclosure> combined() {
        return combined;
    }

    Set<IdentifierHash> freed() {
        return freed;
    }

    List<Spelled> spelled() {
        return spelled;
    }

    List<Separated> separated() {
        return separated;
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

    private void add(Dossier dossier, Identifier identifier, Instant since) {
        var hash = vault.hash(dossier.customer().legalEntity, identifier);
        if (!byIdentifier.containsKey(hash)) {
            take(dossier, identifier, hash, since);
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
    private void take(Dossier dossier, Identifier identifier, IdentifierHash hash, Instant since) {
        byIdentifier.put(hash, dossier);
        dossier.add(hash, new Dossier.Known(identifier.kind(), since));
        newIdentifiers.add(new NewIdentifier(dossier, hash, identifier, since));
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
        gone.identifiers().forEach(kept::add);
        kept.customer().language = kept.customer().language == null ? gone.customer().language : kept.customer().language;
        // above both, so that what is told next is believed before what was told of either
        kept.customer().revision = Math.max(kept.customer().revision, gone.customer().revision);
        gone.customer().mergedInto = kept.id();
        List.copyOf(gone.threads()).forEach(thread -> move(thread, gone, kept));
        gone.disclosures().forEach(disclosure -> combine(kept, disclosure));
        byCustomer.replaceAll((id, dossier) -> dossier == gone ? kept : dossier);
        byIdentifier.replaceAll((hash, dossier) -> dossier == gone ? kept : dossier);
        newIdentifiers.replaceAll(
                added -> added.owner() == gone ? new NewIdentifier(kept, added.hash(), added.identifier(), added.since())
                        : added);
        merged.add(new Merged(kept, gone));
    }

    /** What both were told is told by one showing: the further state, and all tries of either. */
    private void combine(Dossier kept, Disclosure disclosure) {
        var twin = kept.disclosures().stream().filter(it -> it.isOfSame(disclosure)).findFirst();
        if (twin.isEmpty()) {
            disclosure.customerId = kept.id();
            kept.add(disclosure);
            return;
        }
        twin.get().absorb(disclosure);
        combined.add(twin.get());
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
