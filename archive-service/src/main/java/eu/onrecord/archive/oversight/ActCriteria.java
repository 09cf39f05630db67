package eu.onrecord.archive.oversight;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import eu.onrecord.archive.problem.ProblemType;
import eu.onrecord.contract.act.Act;
import eu.onrecord.contract.act.Act.Outcome;

/**
 * Which acts are asked for. Pure.
 *
 * @param legalEntity whose customers they concern
 * @param from of which time or later
 * @param to before which
 * @param conversation to which they were done; null for whatever they were done to
 * @param reader whose they are, as {@link Readers} calls them; null for everybody's
 * @param isRefused whether only those that were refused
 */
public record ActCriteria(String legalEntity, Instant from, Instant to, UUID conversation, String reader, boolean isRefused) {
    /** A quarter, in which clocks may go back. */
    private static final Duration LONGEST_PERIOD = Duration.ofDays(92).plusHours(1);

    /**
     * As it was asked for.
     *
     * @throws eu.onrecord.archive.problem.Problem if it cannot be understood, or is too much
     */
    public static ActCriteria of(String legalEntity, String from, String to, UUID conversation, String reader,
            boolean isRefused) {
        var criteria = new ActCriteria(required(legalEntity), instant(from), instant(to), conversation, reader, isRefused);
        if (!criteria.from().isBefore(criteria.to()) || criteria.from().plus(LONGEST_PERIOD).isBefore(criteria.to())) {
            throw ProblemType.REQUEST_INVALID.problem("from is before to, and at most 92 days.");
        }
        return criteria;
    }

    private static String required(String legalEntity) {
        if (legalEntity == null || legalEntity.isEmpty()) {
            throw ProblemType.REQUEST_INVALID.problem("legal-entity says whose customers' acts.");
        }
        return legalEntity;
    }

    private static Instant instant(String given) {
        try {
            return bounded(Instant.parse(given == null ? "" : given));
        } catch (DateTimeParseException malformed) {
            throw ProblemType.REQUEST_INVALID.problem("from and to are times such as 2026-03-01T00:00:00Z.");
        }
    }

    /** The partitions of what is recorded begin and end. */
    private static Instant bounded(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
            throw ProblemType.REQUEST_INVALID.problem("from and to are times such as 2026-03-01T00:00:00Z.");
        }
        return time;
    }

    /** The same, of one reader alone. */
    ActCriteria of(String itsReader) {
        return new ActCriteria(legalEntity, from, to, conversation, itsReader, isRefused);
    }

    /**
     * Whether it is one of those.
     *
     * @param by whose it is, as {@link Readers} calls them
     */
    boolean matches(Act act, String by) {
        return (conversation == null || act.ids().contains(conversation.toString())) && (reader == null || reader.equals(by))
                && (!isRefused || act.outcome() == Outcome.REFUSED);
    }

    /** In words that name nobody. */
    List<String> words() {
        return Stream.of("acts", "from " + from, "to " + to, reader == null ? null : "reader", isRefused ? "refused" : null)
                .filter(Objects::nonNull).toList();
    }
}
