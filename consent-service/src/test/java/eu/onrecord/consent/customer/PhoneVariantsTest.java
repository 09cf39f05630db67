package eu.onrecord.consent.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneVariantsTest {
    private static final IdentifierVault VAULT = new IdentifierVault(new byte[32]);

    @ParameterizedTest
    @CsvSource({
            // Brazil: with the ninth digit and without
            "+5511987654321, +551187654321", "+5521999998888, +552199998888",
            // Mexico: with the 1 and without
            "+5215512345678, +525512345678",
            // Argentina: with the 9 and without
            "+5491123456789, +541123456789" })
    void aNumberThatIsWrittenInTwoWaysIsOneCustomer(String one, String other) {
        assertEquals(hash(one), hash(other));
    }

    @ParameterizedTest
    @CsvSource({
            // a Brazilian land line has eight digits, and none of them is added
            "+551132654321, +5511932654321",
            // another area, another number
            "+5511987654321, +5521987654321", "+5215512345678, +525512345679",
            // elsewhere a digit more is another number
            "+31612345678, +316123456789", "+491512345678, +4991512345678", "+5491123456789, +5491123456780" })
    void othersAreOthers(String one, String other) {
        assertNotEquals(hash(one), hash(other));
    }

    private static IdentifierHash hash(String phone) {
        return VAULT.hash("example-nl", new Identifier(Identifier.Kind.PHONE, phone));
    }
}
