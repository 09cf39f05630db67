package eu.onrecord.archive.perusal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/** How a browser is told to store a file, and under which name (RFC 6266, RFC 8187). Pure. */
final class Attachment {
    /** As file systems have it. */
    private static final int LONGEST = 120;

    private Attachment() {
    }

    /** @param filename as the sender called it; null where they did not. No path of it is left, nor what nobody sees. */
    static String named(String filename) {
        var name = filename == null ? ""
                : withoutPath(filename).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").strip();
        if (name.matches("\\.*")) {
            return "attachment";
        }
        var shortened = name.codePointCount(0, name.length()) <= LONGEST ? name : endOf(name);
        return "attachment; filename=\"" + shortened.replaceAll("[^A-Za-z0-9 ._-]", "_") + "\"; filename*=UTF-8''"
                + URLEncoder.encode(shortened, UTF_8).replace("+", "%20").replace("*", "%2A");
    }

    private static String withoutPath(String filename) {
        return filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
    }

    /** With what tells its kind. */
    private static String endOf(String name) {
        return name.substring(name.offsetByCodePoints(name.length(), -LONGEST));
    }
}
