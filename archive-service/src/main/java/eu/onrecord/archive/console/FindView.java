package eu.onrecord.archive.console;

import java.util.List;

import eu.onrecord.archive.perusal.Found;

/**
 * What stands on the page where conversations are found.
 *
 * @param asked what was filled in; shown again, but never who was asked for
 * @param isSearch whether this answers a search; else it shows what was read last
 * @param trouble what is wrong with what was filled in; null if nothing is
 */
public record FindView(Asked asked, boolean isSearch, List<Found> found, String trouble) {

    /** What was filled in. */
    public record Asked(String purpose, String kind, String from, String to, String state) {
        static final Asked NOTHING = new Asked("", "phone", "", "", "");

        /** Whether a choice is the one that was made. */
        public boolean isState(String word) {
            return word.equals(state);
        }

        /** Whether a kind of identifier is the one that was chosen. */
        public boolean isKind(String word) {
            return word.equals(kind);
        }
    }

    /** Whether there may be more than is shown. */
    public boolean isFull() {
        return found.size() == FindPage.MOST;
    }
}
