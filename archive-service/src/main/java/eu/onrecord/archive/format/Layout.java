package eu.onrecord.archive.format;

import java.util.List;

/**
 * Which values of an event make which part: JSON pointers (RFC 6901), a star for every index of an array. None stands inside
 * another. Frozen with version 1: what is new in an event is in the rest.
 */
enum Layout {
    CHAT("eu.onrecord.chat.",
            List.of("/legalEntity", "/channel", "/thread", "/provider", "/network", "/business", "/direction", "/kind",
                    "/source", "/occurredAt", "/timeOf", "/receivedAt", "/message/type", "/status/state", "/status/error",
                    "/preference/category", "/preference/value", "/preference/wish", "/preference/scope",
                    "/preference/source"),
            List.of("/customer", "/identityChange", "/message/id", "/message/replyTo", "/message/target",
                    "/message/reference", "/message/referral", "/message/forwarded", "/message/media/id",
                    "/message/media/url", "/message/moreMedia/*/id", "/message/moreMedia/*/url", "/status/messageId",
                    "/status/reference"),
            List.of("/message/author"), "/message/content/*",
            List.of("/message/text", "/message/payload", "/message/media/mimeType", "/message/media/sha256",
                    "/message/media/filename", "/message/moreMedia/*/mimeType", "/message/moreMedia/*/sha256",
                    "/message/moreMedia/*/filename"),
            List.of("/original/authenticated/scheme", "/original/authenticated/keyId", "/original/authenticated/at"),
            List.of("/original/contentType", "/original/bytes", "/original/authenticated/bodySha256")),
    CONSENT("eu.onrecord.consent.",
            List.of("/legalEntity", "/channel", "/change", "/state", "/reason", "/disclosure", "/occurredAt", "/since",
                    "/revision", "/refusal"),
            List.of("/thread", "/customer", "/threads", "/evidence"), List.of(), null, List.of(), List.of(), List.of()),
    ACT("eu.onrecord.act.",
            List.of("/what", "/purpose", "/legalEntity", "/counts", "/outcome", "/at", "/criteria"),
            List.of("/ids", "/particulars", "/act", "/customer"), List.of("/who"), null, List.of(), List.of(), List.of()),
    FILE("eu.onrecord.file.",
            List.of("/legalEntity", "/channel", "/thread", "/ordinal", "/declaredType", "/foundType", "/size", "/keptAt",
                    "/lostAt", "/reason"),
            List.of("/message"), List.of(), "/content/*", List.of(), List.of(), List.of());

    private final String types;
    final List<String> event;
    final List<String> person;
    final List<String> author;
    /** Each of them is a part of its own; null where there are none. */
    final String content;
    final List<String> copy;
    final List<String> authentication;
    final List<String> original;

    Layout(String types, List<String> event, List<String> person, List<String> author, String content, List<String> copy,
            List<String> authentication, List<String> original) {
        this.types = types;
        this.event = event;
        this.person = person;
        this.author = author;
        this.content = content;
        this.copy = copy;
        this.authentication = authentication;
        this.original = original;
    }

    /** Of a CloudEvents type; null for one that has no parts. */
    static Layout of(String type) {
        for (var layout : values()) {
            if (type != null && type.startsWith(layout.types)) {
                return layout;
            }
        }
        return null;
    }
}
