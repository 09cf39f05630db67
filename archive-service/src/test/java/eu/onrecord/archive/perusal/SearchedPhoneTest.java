package eu.onrecord.archive.perusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.problem.Problem;

class SearchedPhoneTest {

    @ParameterizedTest
    @ValueSource(strings = { "+31612345678", "+31 6 12345678", "+31 (0)6-12 34 56 78", "0031612345678", "00 31 6 1234 5678",
            "31612345678", "tel:+31-6-1234-5678", " +31.612.345.678 ", "+31\u00a0612\u2011345678", "+31/612345678",
            "+31 06 12345678", "+31061234 5678", "0031 06-12345678", "whatsapp:+31612345678", "\u202a+31612345678\u202c",
            "+31_6~12345678", "+31 6\u22121234\u22125678", "+31\u20026\u300012345678", "\uff0b31612345678",
            "\uff0b\uff13\uff11 \uff16 12345678", "+31 [0]6 12345678", "'+31612345678", "+31612345678;", "31612345678.0",
            "=\"+31612345678\"",
            "+\u0663\u0661612345678" })
    void aNumberIsFoundHoweverItIsWritten(String written) {
        assertEquals(List.of("+31612345678"), SearchedPhone.of(written));
    }

    /** Where a subscriber's number begins with a zero it is kept. */
    @ParameterizedTest
    @CsvSource({ "+390612345678, +390612345678", "+2250712345678, +2250712345678", "+4401632960123, +441632960123",
            "+35301234567, +3531234567", "+39 (0)6 12345678, +390612345678", "+2290112345678, +2290112345678",
            "+44 (0)1632 960123, +441632960123", "+1 (212) 555-0100, +12125550100" })
    void aZeroBehindTheCountryIsLeftOutWhereItIsDialledInsideAlone(String written, String number) {
        assertEquals(List.of(number), SearchedPhone.of(written));
    }

    /** What is dialled inside of a country before a number, and written behind its code all the same. */
    @ParameterizedTest
    @CsvSource({ "+7 8 912 345 67 89, +79123456789", "+57 (0) 3211234567, +573211234567", "+57 0 3211234567, +573211234567",
            "+36 06 20 1234567, +36201234567", "+370 8 612 34567, +37061234567" })
    void whatIsDialledInsideAloneIsLeftOut(String written, String number) {
        assertEquals(List.of(number), SearchedPhone.of(written));
    }

    @ParameterizedTest
    @CsvSource({ "+5511987654321, +551187654321", "+551187654321, +5511987654321", "+5215512345678, +525512345678",
            "+525512345678, +5215512345678", "+5491112345678, +541112345678" })
    void aNumberThatProvidersWriteInTwoWaysIsFoundByBoth(String one, String other) {
        assertEquals(Set.of(one, other), Set.copyOf(SearchedPhone.of(one)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "0612345678", "06 12 34 56 78", "+0612345678", "+31", "+3161234567890123", "Jan",
            "+31612345678x", "2125551234", "11987654321", "++31612345678", "+31612345678,+31612345679", "wamid.1",
            "8 912 345 67 89", "15112345678", "+999123456789",
            "+31612345678 ext 9",
            "+31 61234FLOW" })
    void whatCannotBeUnderstoodIsAnErrorAndNotNobody(String written) {
        assertThrows(Problem.class, () -> SearchedPhone.of(written));
    }
}
