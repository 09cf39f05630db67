package eu.onrecord.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private final SigningKey log = Keys.log("example.org/log");
    private final List<SigningKey> witnesses = List.of(Keys.witness("w/0"), Keys.witness("w/1"), Keys.witness("w/2"),
            Keys.witness("w/3"), Keys.witness("w/4"));
    private final Note head = log.sign(new Checkpoint("example.org/log", 0, Hash.ofNothing()));

    @Test
    void aPolicyIsReadWithItsCommentsAndAddresses() {
        var policy = policy("""
                # whom we believe
                  log LOG\thttps://example.org/log
                witness A W0 https://a.example/w

                witness B W1
                \tgroup both all A B
                quorum both""");

        assertEquals(List.of(new Policy.Log(log.verifier(), Optional.of("https://example.org/log"))), policy.logs());
        assertEquals(Optional.of("https://a.example/w"), policy.witnesses().get("A").url());
        assertEquals(Optional.empty(), policy.witnesses().get("B").url());
        assertEquals(witnesses.get(1).verifier(), policy.witnesses().get("B").key());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "any A B | A | true", "any A B | '' | false", "all A B | A | false",
            "all A B | A B | true", "2 A B C | A C | true", "2 A B C | C | false", "1 A | A | true" })
    void aGroupIsMetByAsManyAsItWants(String group, String seen, boolean isMet) {
        var policy = policy("witness A W0\nwitness B W1\nwitness C W2\ngroup g " + group + "\nquorum g");

        assertEquals(isMet, policy.quorum().isMetBy(Set.of(seen.isEmpty() ? new String[0] : seen.split(" "))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "quorum none | true", "quorum A | false", "group g any A B;quorum g | true",
            "group g all A B;quorum g | false", "group g 2 A B C;quorum g | false", "group g 2 A B C D;quorum g | true",
            "group g 3 A B C D;quorum g | false", "group x any A B;group y any C D;group g all x y;quorum g | true",
            "group x any A B;group g all x C;quorum g | false", "group x 2 A B C;group g any x D;quorum g | true",
            "group x any A B;group g 2 x C D;quorum g | true", "group x any A B;group g 3 x C D;quorum g | false",
            "group x any A B;group g 2 x C D E;quorum g | true" })
    void twoQuorumsHaveSomebodyInCommonOrItIsSaid(String rules, boolean canBeMetTwice) {
        var names = List.of("A", "B", "C", "D", "E");
        var policy = policy(
                "witness A W0\nwitness B W1\nwitness C W2\nwitness D W3\nwitness E W4\n" + rules.replace(";", "\n"));

        assertEquals(canBeMetTwice, policy.quorum().canBeMetTwice());
        // tried: all ways to part them in two
        var isMetTwice = false;
        for (var bits = 0; bits < 32; bits++) {
            var some = bits;
            var one = names.stream().filter(it -> (some >> names.indexOf(it) & 1) == 1).collect(Collectors.toSet());
            var others = names.stream().filter(it -> !one.contains(it)).collect(Collectors.toSet());
            isMetTwice |= policy.quorum().isMetBy(one) && policy.quorum().isMetBy(others);
        }
        assertEquals(isMetTwice, canBeMetTwice);
    }

    @Test
    void aHeadIsAcceptedThatTheLogSignedAndAQuorumSaw() {
        var policy = policy("log LOG\nwitness A W0\nwitness B W1\ngroup g all A B\nquorum g");

        assertFalse(policy.accepts(head));
        assertFalse(policy.accepts(seen(head, 0)));
        assertTrue(policy.accepts(seen(head, 0, 1)));
        assertEquals(Set.of("A"), policy.seenBy(seen(head, 0, 2)));
    }

    @Test
    void aHeadOfAnotherLogIsNotHoweverManySawIt() {
        var policy = policy("log LOG\nwitness A W0\nquorum A");
        var other = Keys.log("example.org/log");

        assertFalse(policy.accepts(seen(other.sign(Checkpoint.of(head)), 0)));
        // its key, another's name
        assertFalse(policy.accepts(seen(log.sign(new Checkpoint("example.org/other", 0, Hash.ofNothing())), 0)));
    }

    @Test
    void whereNobodyHasToHaveSeenItTheLogAloneIsEnough() {
        assertTrue(policy("log LOG\nquorum none").accepts(head));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "quorum A", "quorum none\nquorum none", "nonsense", "witness A W0",
            "witness none W0\nquorum none",
            "witness A W0\nwitness A W1\nquorum A", "witness A W0\nwitness B W0\nquorum A", "log LOG\nlog LOG\nquorum none",
            "log W0\nquorum none", "witness A LOG\nquorum A", "witness A W0\ngroup A all A\nquorum A",
            "witness A W0\ngroup g 0 A\nquorum g", "witness A W0\ngroup g 2 A\nquorum g",
            "witness A W0\ngroup g 01 A\nquorum g",
            "witness A W0\ngroup g all\nquorum g", "group g all A\nwitness A W0\nquorum g",
            "witness A W0\nwitness B W1\ngroup g any A B\ngroup h any A\nquorum g", "witness A W0\ngroup g any A A\nquorum g",
            "log LOG a b\nquorum none", "log\nquorum none", "witness A\nquorum A", "quorum", "quorum none none",
            "quorum none\r",
            "quorum none\u0000", "log abc\nquorum none", "group g some A\nquorum none" })
    void whatIsNoPolicyIsRefused(String text) {
        assertThrows(Malformed.class, () -> policy(text));
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        var wrong = assertThrows(Malformed.class, () -> policy("# a\nquorum none\nnonsense"));

        assertEquals("line 3 of the policy: neither log, witness, group nor quorum", wrong.getMessage());
    }

    @Test
    void aNameIsBytesAndNothingElse() {
        var policy = policy("witness \u00e9l\u00e8ve W0\nquorum \u00e9l\u00e8ve");

        assertTrue(policy.accepts(seen(head, 0)));
    }

    private Policy policy(String text) {
        var filled = Pattern.compile("LOG|W([0-4])").matcher(text).replaceAll(it -> Matcher.quoteReplacement(
                (it.group(1) == null ? log : witnesses.get(Integer.parseInt(it.group(1)))).verifier().toString()));
        return Policy.of(filled.getBytes(StandardCharsets.UTF_8));
    }

    private Note seen(Note note, int... by) {
        var seen = note;
        for (var witness : by) {
            seen = seen.with(List.of(witnesses.get(witness).cosign(note.text(), Instant.ofEpochSecond(1))));
        }
        return seen;
    }
}
