package eu.onrecord.ingest.content;

/** Texts as they can be kept and shown: bounded, and without what no text may hold. The original has them as they came. */
final class Wording {
    /** Half of a pair, a NUL: nothing that a reader could read was there. */
    private static final char REPLACEMENT = '\ufffd';
    private static final char CUT = '\u2026';

    private Wording() {
    }

    /** The text, without characters that cannot be written or break whoever reads them; cut where it is too long. */
    static String of(String told, int longest) {
        if (told.length() == longest + 1 && told.charAt(longest) == CUT) {
            return told;
        }
        var end = told.length() <= longest ? told.length() : beforeSplitPair(told, longest);
        var clean = isClean(told, end) ? told.substring(0, end) : cleaned(told, end);
        return end == told.length() ? clean : clean + CUT;
    }

    private static int beforeSplitPair(String told, int end) {
        return Character.isHighSurrogate(told.charAt(end - 1)) ? end - 1 : end;
    }

    private static boolean isClean(String told, int end) {
        for (var i = 0; i < end; i++) {
            if (Character.isSurrogate(told.charAt(i)) || isForbidden(told.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String told, int end) {
        var clean = new StringBuilder(end);
        told.substring(0, end).codePoints().forEach(c -> clean.appendCodePoint(
                Character.getType(c) == Character.SURROGATE || isForbidden(c) ? REPLACEMENT : c));
        return clean.toString();
    }

    /** Control characters other than those that make lines and columns. */
    private static boolean isForbidden(int c) {
        return c < ' ' && c != '\n' && c != '\t' && c != '\r';
    }
}
