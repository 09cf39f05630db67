package eu.onrecord.consent.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.consent.relationship.Purpose;

class AssessmentTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest(name = "{0} of {1}, reference {2}, form {3}, text {4}, agreed to {5}, could object {6}: {7}")
    @CsvSource({
            // kind, when, reference, form version, text, purposes, objection offered, what it is worth
            "ORDER,            2026-01-05, A-1, ,   ,      ,                    false, EVIDENCE []",
            "CONTRACT,         2026-01-05, A-1, ,   ,      SERVICE,             false, EVIDENCE []",
            "QUOTE,            2026-01-05, A-1, ,   ,      ,                    false, EVIDENCE []",
            "ORDER,            2026-01-05, A-1, ,   ,      MARKETING,           true,  EVIDENCE [MARKETING]",
            "ORDER,            2026-01-05, A-1, ,   ,      MARKETING,           false, PURPOSE_NOT_SHOWN",
            "QUOTE,            2026-01-05, A-1, ,   ,      MARKETING,           true,  PURPOSE_NOT_SHOWN",
            "CONTRACT,         2026-01-05, A-1, ,   ,      CALL,                true,  PURPOSE_NOT_SHOWN",
            "ORDER,            2026-01-05, ,    ,   ,      ,                    false, REFERENCE_MISSING",
            "WEB_FORM,         2026-01-05, ,    v3, I agree, MARKETING,         false, EVIDENCE [MARKETING]",
            "WEB_FORM,         2026-01-05, ,    v3, I agree, MARKETING CALL SERVICE, false, 'EVIDENCE [MARKETING, CALL]'",
            "WEB_FORM,         2026-01-05, ,    v3, I agree, ,                  false, PURPOSES_MISSING",
            "WEB_FORM,         2026-01-05, ,    ,   I agree, MARKETING,         false, TEXT_MISSING",
            "WEB_FORM,         2026-01-05, ,    v3, ,      MARKETING,           false, TEXT_MISSING",
            "PAPER,            2026-01-05, S-1, ,   I agree, SERVICE,           false, EVIDENCE []",
            "PAPER,            2026-01-05, ,    ,   I agree, SERVICE,           false, REFERENCE_MISSING",
            "CLICK_TO_CHAT,    2026-01-05, ad,  ,   ,      ,                    false, MESSAGE []",
            "CLICK_TO_CHAT,    2026-01-05, ,    ,   ,      ,                    false, REFERENCE_MISSING",
            "LIST,             2026-01-05, A-1, v3, I agree, MARKETING,         true,  KIND_REFUSED",
            "ADDRESS_BOOK,     2026-01-05, A-1, v3, I agree, MARKETING,         true,  KIND_REFUSED",
            "SHARED_CONTACT,   2026-01-05, A-1, v3, I agree, MARKETING,         true,  KIND_REFUSED",
            "GROUP_MEMBERSHIP, 2026-01-05, A-1, v3, I agree, MARKETING,         true,  KIND_REFUSED",
            "LETTER,           2026-01-05, A-1, ,   ,      ,                    false, NO_EVIDENCE_OF_A_RELATIONSHIP",
            "ORDER,            ,           A-1, ,   ,      ,                    false, TIME_MISSING",
            "ORDER,            2026-03-02, A-1, ,   ,      ,                    false, TIME_IN_THE_FUTURE" })
    void aStatementIsWorthWhatItShows(EvidenceKind kind, String date, String reference, String form, String text,
            String purposes, boolean objectionOffered, String worth) {
        var at = date == null ? null : Instant.parse(date + "T00:00:00Z");

        var assessment = Assessment.of(new Statement(kind, at, reference, form, text, purposes(purposes), objectionOffered),
                NOW);

        assertEquals(worth, assessment instanceof Assessment.Accepted accepted
                ? accepted.happening() + " " + accepted.permissions().stream().sorted().toList()
                : assessment.toString());
    }

    private static Set<Purpose> purposes(String words) {
        return words == null ? Set.of() : Arrays.stream(words.split(" ")).map(Purpose::valueOf).collect(Collectors.toSet());
    }
}
