package eu.onrecord.archive.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.archive.oversight.ActEntry;
import eu.onrecord.archive.oversight.ActList;
import eu.onrecord.contract.act.Act;

/**
 * Who read and searched what.
 *
 * @param asked what was filled in
 * @param legalEntities of which they may choose
 * @param told what was found; null before anything was asked for
 * @param trouble what is wrong with what was filled in; null if nothing is
 */
public record ActsView(Asked asked, List<String> legalEntities, ActList told, String trouble) {
    private static final int MOST = 20;

    /** What was filled in. */
    public record Asked(String purpose, String legalEntity, String from, String to, UUID conversation, String reader,
            boolean isRefused) {

        /** Whether a legal entity is the one that was chosen. */
        public boolean isOf(String entity) {
            return entity.equals(legalEntity);
        }

        String address(String itsReader, String after) {
            return "/console/acts?" + Stream.of(parameter("purpose", purpose), parameter("legal-entity", legalEntity),
                    parameter("from", from), parameter("to", to),
                    parameter("conversation", conversation == null ? "" : conversation.toString()),
                    parameter("reader", itsReader), parameter("refused", isRefused ? "true" : ""), parameter("after", after))
                    .filter(it -> !it.isEmpty()).collect(Collectors.joining("&"));
        }

        private static String parameter(String name, String value) {
            return value == null || value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    /** To what it was done: the first of many. */
    public List<String> ids(ActEntry entry) {
        return first(entry.act().ids());
    }

    /** How many more there are; 0 if none. */
    public int more(ActEntry entry) {
        return entry.act().ids().size() - ids(entry).size();
    }

    /** By what was searched: the first of many. */
    public List<String> criteria(ActEntry entry) {
        return first(entry.act().criteria());
    }

    /** How much of what: the first of many. */
    public List<Act.Count> counts(ActEntry entry) {
        return first(entry.act().counts());
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    /** Where all that somebody did is shown. */
    public String by(ActEntry entry) {
        return asked.address(entry.reader(), null);
    }

    /** Where it goes on; null at the end. */
    public String next() {
        return told.next() == null ? null : asked.address(asked.reader(), told.next());
    }
}
