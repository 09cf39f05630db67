package eu.onrecord.settings;

import java.util.List;

/**
 * One thing that is demanded of the settings.
 *
 * @param what as it stands in the list that is printed at start
 * @param unmet for each setting that does not meet it a sentence: which, and how to mend it; never its value where that may be
 *        a
 *        secret
 * @param refuses whether the service must not start where it is not met; otherwise it is only told
 */
public record Demand(String what, List<String> unmet, boolean refuses) {
    public boolean isMet() {
        return unmet.isEmpty();
    }
}
