package eu.onrecord.archive.console;

import java.util.Set;

import eu.onrecord.archive.perusal.Entry;
import eu.onrecord.contract.consent.Change;

/** What happened, where nobody wrote it, as a word for the pages. Pure. */
final class Happening {
    static final String CONSENT = "eu.onrecord.consent.";
    private static final String FILE = "eu.onrecord.file.";
    private static final Set<String> AS_THEY_ARE = Set.of("threads-linked", "cold-contact-detected", "send-refused");

    private Happening() {
    }

    /** Such as {@code notice-delivered}; {@code other} for what only the archive's own sentence tells. */
    static String of(Entry entry) {
        var type = entry.type();
        if (entry.notRead() != null) {
            return "not-read-" + entry.notRead().reason();
        }
        if (type.startsWith(FILE)) {
            return "file-" + entry.state();
        }
        if (is(type, Change.DISCLOSURE_CHANGED)) {
            return entry.disclosure() == null ? "other" : "notice-" + entry.state();
        }
        if (is(type, Change.RELATIONSHIP_CHANGED)) {
            return "relationship-" + entry.state();
        }
        if (is(type, Change.OPTED_OUT)) {
            return "marketing".equals(entry.state()) ? "stopped-marketing" : "stopped-all";
        }
        if (is(type, Change.OPTED_IN)) {
            return "wanted-again";
        }
        if (is(type, Change.RESTRICTION_CHANGED)) {
            return "lifted".equals(entry.state()) ? "restriction-lifted" : "restricted";
        }
        return type.startsWith(CONSENT) ? AS_THEY_ARE.stream().filter(word -> type.startsWith(CONSENT + word + ".")).findFirst()
                .orElse("other") : "other";
    }

    private static boolean is(String type, Change change) {
        return type.equals(change.eventType());
    }
}
