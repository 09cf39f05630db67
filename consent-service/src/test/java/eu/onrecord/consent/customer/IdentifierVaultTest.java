package eu.onrecord.consent.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

class IdentifierVaultTest {
    private static final Identifier PHONE = new Identifier(Identifier.Kind.PHONE, "+31612345678");
    private final IdentifierVault vault = new IdentifierVault(new byte[32]);

    @Test
    void whatIsSealedCanBeOpenedAndIsNeverSealedTheSameTwice() {
        assertEquals("+31612345678", vault.open(vault.seal(PHONE.value())));
        assertFalse(Arrays.equals(vault.seal(PHONE.value()), vault.seal(PHONE.value())));
    }

    @Test
    void theSameIdentifierIsFoundAndAnotherKindIsAnother() {
        assertEquals(vault.hash("nl", PHONE), new IdentifierVault(new byte[32]).hash("nl", PHONE));
        assertNotEquals(vault.hash("nl", PHONE), vault.hash("be", PHONE));
        assertNotEquals(vault.hash("nl", PHONE), vault.hash("nl", new Identifier(Identifier.Kind.USER_ID, "+31612345678")));
    }

    @Test
    void whatWasChangedIsNotOpened() {
        var sealed = vault.seal(PHONE.value());
        sealed[sealed.length - 1] ^= 1;

        assertThrows(IllegalStateException.class, () -> vault.open(sealed));
    }
}
