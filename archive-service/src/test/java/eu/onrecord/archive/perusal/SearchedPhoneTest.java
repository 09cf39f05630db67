package eu.onrecord.archive.perusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.problem.Problem;

class SearchedPhoneTest {

    @ParameterizedTest
    @ValueSource(strings = { "+31612345678", "+31 6 12345678", "+31 (0)6-12 34 56 78", "0031612345678", "00 31 6 1234 5678",
            "31612345678", "tel:+31-6-1234-5678", " +31.612.345.678 ", "+31\u00a0612\u2011345678", "+31/612345678" })
    void aNumberIsFoundHoweverItIsWritten(String written) {
        assertEquals("+31612345678", SearchedPhone.of(written));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "0612345678", "06 12 34 56 78", "+0612345678", "+31", "+3161234567890123", "Jan",
            "+31612345678x", "++31612345678", "+31612345678,+31612345679", "wamid.1" })
    void whatCannotBeUnderstoodIsAnErrorAndNotNobody(String written) {
        assertThrows(Problem.class, () -> SearchedPhone.of(written));
    }
}
