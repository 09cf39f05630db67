package eu.onrecord.consent.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.Memory;
import eu.onrecord.consent.dossier.Work;
import eu.onrecord.consent.register.Registration.GivenEvidence;
import eu.onrecord.consent.register.Registration.GivenIdentifier;
import eu.onrecord.consent.register.Result.Refused;

/** Nothing joins people with different phone numbers but evidence of it. */
class JoiningTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ONE = "phone:+31611111111";
    private static final String OTHER = "phone:+31622222222";

    private final Work work = Memory.work(NOW);
    private final Joining joining = new Joining(work.dossiers());

    @ParameterizedTest
    @CsvSource({
            // who is known, one customer after the other; who comes; whether they are one without being shown to be
            "crm-id:0 ONE,            crm-id:0 OTHER,       merge-not-shown",
            "ONE / OTHER,             crm-id:7 ONE OTHER,   merge-not-shown",
            "ONE / OTHER,             ONE OTHER,            merge-not-shown",
            "crm-id:7 ONE / OTHER,    crm-id:7 OTHER,       merge-not-shown",
            "crm-id:7 ONE,            crm-id:7 ONE OTHER,   ",
            "ONE,                     crm-id:7 ONE OTHER,   ",
            "ONE / telegram:5,        crm-id:7 ONE telegram:5, ",
            "crm-id:7,                crm-id:7 ONE,         ",
            "crm-id:7 telegram:5,     crm-id:7 ONE,         ",
            "crm-id:7 ONE,            crm-id:7 telegram:5,  ",
            "crm-id:0 user-id:NL.1,   crm-id:0 user-id:NL.2, merge-not-shown",
            "crm-id:0 ONE user-id:NL.1, crm-id:0 user-id:NL.2, merge-not-shown",
            "crm-id:7 user-id:NL.1,   crm-id:7 ONE,         ",
            "crm-id:7 ONE,            crm-id:7 user-id:NL.1, ",
            "ONE,                     crm-id:9 OTHER,       " })
    void whoMayBeSeveralIsOneOnlyIfThatIsShown(String known, String given, String reason) {
        Arrays.stream(known.split("/")).forEach(it -> work.dossiers().of("example-nl", GivenIdentifiers.read(identifiers(it))));

        assertEquals(Optional.ofNullable(reason), refusal(identifiers(given), false, evidence()));
        assertEquals(Optional.empty(), refusal(identifiers(given), true, evidence()));
        assertEquals(Optional.ofNullable(reason), refusal(identifiers(given), true, null), "without evidence");
    }

    @Test
    void nobodyHasMoreThanAHandfulOfPhoneNumbersWhateverIsShown() {
        for (var i = 1; i <= Joining.MOST_PHONES; i++) {
            var line = List.of(new GivenIdentifier("crm-id", "0"), new GivenIdentifier("phone", "+3161111111" + i));
            assertEquals(Optional.empty(), refusal(line, true, evidence()), "phone " + i);
            work.dossiers().of("example-nl", GivenIdentifiers.read(line));
        }

        assertEquals(Optional.of("too-many-phones"), refusal(
                List.of(new GivenIdentifier("crm-id", "0"), new GivenIdentifier("phone", "+31622222222")), true, evidence()));
    }

    private Optional<String> refusal(List<GivenIdentifier> given, boolean merge, GivenEvidence evidence) {
        return joining.refusal(new Registration("example-nl", given, null, evidence, null, merge), GivenIdentifiers.read(given))
                .map(Refused::reason);
    }

    private static GivenEvidence evidence() {
        return new GivenEvidence("order", NOW, "O-1", null, null, Set.of(), false);
    }

    private static List<GivenIdentifier> identifiers(String words) {
        return Arrays.stream(words.strip().split(" +")).map(it -> it.replace("ONE", ONE).replace("OTHER", OTHER))
                .map(it -> new GivenIdentifier(it.split(":")[0], it.split(":")[1])).toList();
    }
}
