package eu.onrecord.tlog;

/** What keys and logs are called: no blanks, no plus, no control characters. */
final class KeyName {
    private KeyName() {
    }

    /** @throws Malformed if it is none */
    static String checked(String name) {
        if (name.isEmpty() || name.codePoints().anyMatch(KeyName::isForbidden)) {
            throw new Malformed("a key's name has no blanks, no plus and no control characters, and is not empty");
        }
        return name;
    }

    private static boolean isForbidden(int c) {
        // U+0085 is a space by Unicode, and neither of the others here
        return c == '+' || Character.isISOControl(c) || Character.isSpaceChar(c) || Character.isWhitespace(c)
                || Character.getType(c) == Character.SURROGATE;
    }
}
