package eu.onrecord.archive.ledger;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import eu.onrecord.tlog.VerifierKey;

/**
 * The policy as whoever verifies a proof wants it (https://c2sp.org/tlog-policy): this ledger's keys, and its witnesses without
 * where they are asked.
 */
final class PublishedPolicy {
    private static final String BLANKS = "[ \\t]+";
    private static final int WITNESS_WORDS = 3;

    private PublishedPolicy() {
    }

    /**
     * @param key that signs now
     * @param former those of before; how far each counts is a comment, for a policy has no word for it
     * @param configured the policy that this service holds to
     */
    static String of(VerifierKey key, List<FormerKey> former, String configured) {
        var logs = Stream.concat(Stream.of("log " + key), former.stream().flatMap(it -> Stream.of(
                "# of heads of at most %d leaves:".formatted(it.largest()), "log " + it.key())));
        var rest = configured.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> List.of(line.split(BLANKS))).filter(words -> !words.get(0).equals("log"))
                .map(words -> words.get(0).equals("witness") ? words.subList(0, WITNESS_WORDS) : words)
                .map(words -> String.join(" ", words));
        return Stream.concat(logs, rest).map(line -> line + "\n").collect(Collectors.joining());
    }
}
