package eu.onrecord.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whose head is believed, and which witnesses have to have seen it (https://c2sp.org/tlog-policy).
 *
 * @param logs of which one has to have signed
 * @param witnesses by the names that the policy gives them
 * @param quorum which of them suffice
 */
public record Policy(List<Log> logs, Map<String, Witness> witnesses, Quorum quorum) {
    private static final Pattern FORBIDDEN = Pattern.compile("[^\\t\\n\\x20-\\x7e\\x80-\\xff]");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    private static final String NONE = "none";

    public Policy {
        logs = List.copyOf(logs);
        witnesses = Map.copyOf(witnesses);
    }

    /** @param url empty where nobody has to talk to it */
    public record Log(VerifierKey key, Optional<String> url) {
    }

    /** @param url its submission prefix; empty where nobody has to talk to it */
    public record Witness(VerifierKey key, Optional<String> url) {
    }

    /** @throws Malformed if it is none; says in which line */
    public static Policy of(byte[] file) {
        var reading = new Reading();
        var lines = new String(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (var i = 0; i < lines.length; i++) {
            try {
                reading.line(lines[i]);
            } catch (Malformed wrong) {
                throw new Malformed("line " + (i + 1) + " of the policy: " + wrong.getMessage());
            }
        }
        return reading.policy();
    }

    /**
     * Whether a head is signed by one of the logs, and seen by a quorum.
     *
     * @throws Malformed if a line of a known key is not its signature
     */
    public boolean accepts(Note note) {
        var origin = Checkpoint.of(note).origin();
        var isSigned = logs.isEmpty()
                || logs.stream().map(Log::key).filter(it -> it.name().equals(origin)).filter(it -> it.signed(note)).count() > 0;
        return isSigned && quorum.isMetBy(seenBy(note));
    }

    /** The names of the witnesses that saw this head. */
    public Set<String> seenBy(Note note) {
        return witnesses.entrySet().stream().filter(it -> it.getValue().key().signed(note)).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Reads a policy line by line. */
    private static final class Reading {
        private final List<Log> logs = new ArrayList<>();
        private final Map<String, Witness> witnesses = new LinkedHashMap<>();
        private final Map<String, Quorum> rules = new LinkedHashMap<>();
        private final Set<String> members = new HashSet<>();
        private final Set<String> keys = new HashSet<>();
        private Quorum quorum;

        private void line(String line) {
            if (FORBIDDEN.matcher(line).find()) {
                throw new Malformed("a control character");
            }
            var words = List.of(BLANKS.split(line.replaceFirst("^[ \\t]+", ""), 0));
            if (words.get(0).isEmpty() || words.get(0).startsWith("#")) {
                return;
            }
            switch (words.get(0)) {
                case "log" -> log(words);
                case "witness" -> witness(words);
                case "group" -> group(words);
                case "quorum" -> quorum(words);
                default -> throw new Malformed("neither log, witness, group nor quorum");
            }
        }

        private void log(List<String> words) {
            count(words, 2, 3);
            logs.add(new Log(key(words.get(1), VerifierKey.Type.LOG), at(words, 2)));
        }

        private void witness(List<String> words) {
            count(words, 3, 4);
            define(words.get(1), new Quorum.Witnessed(words.get(1)));
            witnesses.put(words.get(1), new Witness(key(words.get(2), VerifierKey.Type.WITNESS), at(words, 3)));
        }

        private void group(List<String> words) {
            count(words, 4, Integer.MAX_VALUE);
            var its = words.subList(3, words.size());
            var rule = new Quorum.Group(threshold(words.get(2), its.size()), its.stream().map(this::member).toList());
            define(words.get(1), rule);
        }

        private static int threshold(String word, int members) {
            var threshold = switch (word) {
                case "any" -> 1;
                case "all" -> members;
                default -> Spelling.number(word);
            };
            if (threshold < 1 || threshold > members) {
                throw new Malformed("a group of more than its members, or of none");
            }
            return (int) threshold;
        }

        private Quorum member(String name) {
            var rule = rules.get(name);
            if (rule == null) {
                throw new Malformed("a member that is not defined above");
            }
            if (!members.add(name)) {
                throw new Malformed("a member of two groups");
            }
            return rule;
        }

        private void quorum(List<String> words) {
            count(words, 2, 2);
            if (quorum != null) {
                throw new Malformed("a second quorum");
            }
            quorum = words.get(1).equals(NONE) ? new Quorum.Group(0, List.of()) : rules.get(words.get(1));
            if (quorum == null) {
                throw new Malformed("a quorum that is not defined above");
            }
        }

        private void define(String name, Quorum rule) {
            if (name.equals(NONE) || rules.putIfAbsent(name, rule) != null) {
                throw new Malformed("a name that means something already");
            }
        }

        private VerifierKey key(String vkey, VerifierKey.Type type) {
            var key = VerifierKey.of(new String(vkey.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            if (key.type() != type) {
                throw new Malformed("a key of another type");
            }
            if (!keys.add(type + Spelling.base64(key.key()))) {
                throw new Malformed("the same key twice");
            }
            return key;
        }

        private static Optional<String> at(List<String> words, int place) {
            return words.size() > place ? Optional.of(words.get(place)) : Optional.empty();
        }

        private static void count(List<String> words, int least, int most) {
            if (words.size() < least || words.size() > most) {
                throw new Malformed("too many words, or too few");
            }
        }

        private Policy policy() {
            if (quorum == null) {
                throw new Malformed("the policy has no quorum");
            }
            return new Policy(logs, witnesses, quorum);
        }
    }
}
