package eu.onrecord.consent.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import eu.onrecord.consent.customer.ChatThread;
import eu.onrecord.consent.customer.Customer;
import eu.onrecord.consent.customer.Identifier;
import eu.onrecord.consent.customer.IdentifierHash;
import eu.onrecord.consent.disclosure.Disclosure;
import eu.onrecord.consent.relationship.OptOut;
import eu.onrecord.consent.relationship.Relationship;

/** All that decisions about one customer need, for as long as a transaction has it alone. */
public final class Dossier {
    private final Customer customer;
    private final Relationship relationship;
    private final Map<String, ChatThread> threads = new LinkedHashMap<>();
    private final List<Disclosure> disclosures = new ArrayList<>();
    private final Map<IdentifierHash, Known> identifiers = new LinkedHashMap<>();
    private final Snapshot before;

    private Dossier(Customer customer, Relationship relationship, Snapshot before) {
        this.customer = customer;
        this.relationship = relationship;
        this.before = before;
    }

    static Dossier loaded(Customer customer, Relationship relationship) {
        return new Dossier(customer, relationship, Snapshot.of(customer, relationship));
    }

    static Dossier opened(Customer customer, Relationship relationship) {
        return new Dossier(customer, relationship, null);
    }

    public Customer customer() {
        return customer;
    }

    /** The random id. */
    public UUID id() {
        return customer.id;
    }

    public Relationship relationship() {
        return relationship;
    }

    /** In no order. */
    public Collection<ChatThread> threads() {
        return threads.values();
    }

    public Optional<ChatThread> thread(String id) {
        return Optional.ofNullable(threads.get(id));
    }

    /** On all channels: what was asked for on one counts on the others. */
    public List<String> threadIds() {
        return List.copyOf(threads.keySet());
    }

    /** The thread on a channel in which they wrote last; empty if there is none. */
    public Optional<ChatThread> lastThreadOn(String channel) {
        return threads.values().stream().filter(thread -> thread.channel.equals(channel))
                .max(Comparator.comparing(thread -> thread.lastInboundAt, Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /** The ids of the threads that are one conversation, in a fixed order. */
    public List<String> conversationOn(String channel) {
        return threads.values().stream().filter(thread -> thread.channel.equals(channel)).map(thread -> thread.id).sorted()
                .toList();
    }

    /** The last showing of each notice version in each language, and what was shown in this transaction. */
    public List<Disclosure> disclosures() {
        return disclosures;
    }

    /** Something that they are known by, and since when. */
    public record Known(Identifier.Kind kind, Instant since) {
    }

    /** All that they are known by. */
    public Map<IdentifierHash, Known> identifiers() {
        return Collections.unmodifiableMap(identifiers);
    }

    /** What they are known by, of a kind. */
    public Set<IdentifierHash> identifiers(Identifier.Kind kind) {
        return identifiers.entrySet().stream().filter(it -> it.getValue().kind() == kind).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    void add(IdentifierHash hash, Known known) {
        identifiers.putIfAbsent(hash, known);
    }

    void remove(IdentifierHash hash) {
        identifiers.remove(hash);
    }

    boolean isNew() {
        return before == null;
    }

    boolean customerChanged() {
        return before != null && !before.sameCustomer(customer);
    }

    boolean relationshipChanged() {
        return before != null && !before.sameRelationship(relationship);
    }

    boolean optOutChanged() {
        return before == null ? relationship.wishes.optOut != OptOut.NONE
                : !before.sameOptOut(relationship);
    }

    void add(ChatThread thread) {
        threads.put(thread.id, thread);
    }

    /** They are shown a notice. */
    public void add(Disclosure disclosure) {
        disclosures.add(disclosure);
    }

    void remove(ChatThread thread) {
        threads.remove(thread.id);
    }
}
