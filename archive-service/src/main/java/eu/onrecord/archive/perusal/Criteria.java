package eu.onrecord.archive.perusal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import eu.onrecord.archive.conversation.ConversationState;
import eu.onrecord.archive.problem.ProblemType;

/**
 * What is searched for; each may be null.
 *
 * @param customer an identifier, in each of its spellings
 * @param from conversations in which something happened at this time or later
 * @param to conversations that were opened before
 */
public record Criteria(List<String> customer, Instant from, Instant to, ConversationState state) {
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
    /**
     * GDPR Art. 5(1)(c): whoever looks for nobody looks at a quarter, and not through everything; where clocks go back in it,
     * it
     * has an hour more.
     */
    private static final Duration LONGEST_PERIOD = Duration.ofDays(92).plusHours(1);

    /**
     * As they were asked for.
     *
     * @param phone as somebody writes it; null where they do not ask for one
     * @param id the same, of any other identifier
     * @param now up to which a period goes that has no end
     * @throws eu.onrecord.archive.problem.Problem if one is there and cannot be understood
     */
    public static Criteria of(String phone, String id, String from, String to, String state, Instant now) {
        if (phone != null && id != null) {
            throw ProblemType.REQUEST_INVALID.problem("Customer-Phone and Customer-Id are two ways to ask: send one.");
        }
        var criteria = new Criteria(customer(phone, id), instant(from), instant(to), state(state));
        if (criteria.from() != null && criteria.to() != null && criteria.to().isBefore(criteria.from())) {
            throw ProblemType.REQUEST_INVALID.problem("from is not after to.");
        }
        if (criteria.customer() == null && (criteria.from() != null || criteria.to() != null) && criteria.isLong(now)) {
            throw ProblemType.REQUEST_INVALID
                    .problem("Without a customer, from and to are at most 92 days apart (to is now if it is not said).");
        }
        return criteria;
    }

    private static List<String> customer(String phone, String id) {
        return phone != null ? SearchedPhone.of(phone) : id != null ? SearchedId.of(id) : null;
    }

    private boolean isLong(Instant now) {
        return from == null || from.plus(LONGEST_PERIOD).isBefore(to == null ? now : to);
    }

    /** Whether it is a search for everything: that a conversation was released is nothing by which one is known. */
    boolean isNone() {
        return customer == null && from == null && to == null && state != ConversationState.PENDING;
    }

    /** In words that name nobody. */
    List<String> words() {
        return Stream.of(customer == null ? null : "customer", from == null ? null : "from " + from,
                to == null ? null : "to " + to, state == null ? null : state.word(), isNone() ? "own last" : null)
                .filter(Objects::nonNull).toList();
    }

    private static Instant instant(String given) {
        try {
            return given == null ? null : bounded(Instant.parse(given));
        } catch (DateTimeParseException malformed) {
            throw ProblemType.REQUEST_INVALID.problem("from and to are times such as 2026-03-01T00:00:00Z.");
        }
    }

    /** A database counts no further. */
    private static Instant bounded(Instant time) {
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(LAST) ? LAST : time;
    }

    private static ConversationState state(String given) {
        try {
            return given == null ? null : ConversationState.valueOf(given.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw ProblemType.REQUEST_INVALID.problem("state is pending or released.");
        }
    }

    @Override
    public String toString() {
        return "Criteria" + words();
    }
}
