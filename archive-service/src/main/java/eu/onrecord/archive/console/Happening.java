package eu.onrecord.archive.console;

import java.util.Set;

import eu.onrecord.archive.perusal.Entry;
import eu.onrecord.contract.consent.Change;

/** What happened, where nobody wrote it, as a word for the pages. Pure. */
final class Happening {
    static final String CONSENT = "eu.onrecord.consent.";
    private static final String FILE = "eu.onrecord.file.";
    private static final String CHAT = "eu.onrecord.chat.";
    /** What is told of chats where no message stands to which it belongs, or nobody wrote anything. */
    private static final Set<String> CHAT_WORDS = Set.of("message", "edit", "revocation", "reaction", "status", "call",
            "account", "unsupported");
    private static final Set<String> AS_THEY_ARE = Set.of("threads-linked", "cold-contact-detected", "send-refused");

    private Happening() {
    }

    /** Such as {@code notice-delivered}; {@code other} for what only the archive's own sentence tells. */
    static String of(Entry entry) {
        var type = entry.type();
        if (entry.notRead() != null) {
            return "not-read-" + entry.notRead().reason();
        }
        if (type.startsWith(CHAT)) {
            return CHAT_WORDS.stream().filter(word -> type.startsWith(CHAT + word + ".")).findFirst()
                    .map(word -> "chat-" + word)
                    .orElse("other");
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
