package eu.onrecord.archive.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/** Something that is wrong with a request, to be thrown: it is answered as the document of RFC 9457. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemType type;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    /** @param detail words of ours about this occurrence of it, never what was sent */
    Problem(ProblemType type, String detail) {
        // no stack trace: a stranger can have as many of these as they like
        super(detail, null, false, false);
        this.type = type;
    }

    /** With a member of its own in the document, beside those that every problem has. */
    public Problem with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** What of the closed list it is. */
    public ProblemType type() {
        return type;
    }

    Map<String, Object> members() {
        return members;
    }
}
