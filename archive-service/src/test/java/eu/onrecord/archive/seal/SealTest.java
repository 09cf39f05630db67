package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import eu.onrecord.archive.format.Enclosed;

class SealTest {
    private final DataKey key = key(1);
    private final UUID id = UUID.randomUUID();

    @Test
    void aRecordIsReadWithItsKeyItsIdAndItsScopeAlone() {
        var enclosed = new Enclosed(new byte[Enclosed.SALT_BYTES], UUID.randomUUID(), "secret".getBytes(UTF_8));
        var sealed = RecordSeal.seal(key, id, "a", enclosed);

        assertArrayEquals("secret".getBytes(UTF_8), RecordSeal.open(key, id, "a", sealed).value());
        assertThrows(BrokenSealException.class, () -> RecordSeal.open(key(2), id, "a", sealed));
        assertThrows(BrokenSealException.class, () -> RecordSeal.open(key, UUID.randomUUID(), "a", sealed));
        assertThrows(BrokenSealException.class, () -> RecordSeal.open(key, id, "b", sealed));
        assertThrows(BrokenSealException.class,
                () -> RecordSeal.open(new DataKey(UUID.randomUUID(), key.secret()), id, "a", sealed));
    }

    @Test
    void whatIsCutOffOrChangedAnywhereIsRefused() {
        var sealed = RecordSeal.seal(key, id, "a", new Enclosed(new byte[Enclosed.SALT_BYTES], id, new byte[] { 1, 2, 3 }));
        for (var i = 0; i < sealed.length; i++) {
            var cut = Arrays.copyOf(sealed, i);
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThrows(BrokenSealException.class, () -> RecordSeal.open(key, id, "a", cut), "cut at " + i);
            assertThrows(BrokenSealException.class, () -> RecordSeal.open(key, id, "a", changed), "changed at " + i);
        }
    }

    @Test
    void theSameIsSealedToOtherBytesEachTime() {
        var enclosed = new Enclosed(new byte[Enclosed.SALT_BYTES], id, new byte[0]);

        assertFalse(Arrays.equals(RecordSeal.seal(key, id, "a", enclosed), RecordSeal.seal(key, id, "a", enclosed)));
    }

    @Test
    void aKeyIsUnwrappedByTheMasterKeyThatWrappedItAlone() {
        var old = Base64.getEncoder().encodeToString(new byte[32]);
        var fresh = Base64.getEncoder().encodeToString(bytes(32));
        var before = new MasterKeys(Map.of("old", old), "old");
        var during = new MasterKeys(Map.of("old", old, "new", fresh), "new");
        var after = new MasterKeys(Map.of("new", fresh), "new");
        var wrapped = before.wrap(id, "use", bytes(32));

        assertArrayEquals(bytes(32), during.unwrap(id, "use", "old", wrapped).secret().getEncoded());
        assertThrows(BrokenSealException.class, () -> during.unwrap(id, "another use", "old", wrapped));
        assertThrows(BrokenSealException.class, () -> during.unwrap(UUID.randomUUID(), "use", "old", wrapped));
        assertThrows(MissingMasterKeyException.class, () -> after.unwrap(id, "use", "old", wrapped));
        assertThrows(IllegalArgumentException.class, () -> new MasterKeys(Map.of("old", old), "new"));
        assertThrows(IllegalArgumentException.class, () -> new MasterKeys(Map.of("old", "c2hvcnQ="), "old"));
    }

    @Test
    void anIdOfADataKeyIsKnownByItsScopeAlone() {
        var lookupKey = new LookupKey(bytes(LookupKey.LEAST_BYTES));
        var made = KeyId.make(lookupKey, Scope.ofKey("0123456789abcdef0123456789abcdef"), new SecureRandom());

        assertTrue(KeyId.isOurs(lookupKey, "0123456789abcdef0123456789abcdef", made));
        assertFalse(KeyId.isOurs(lookupKey, "1123456789abcdef0123456789abcdef", made));
        assertFalse(KeyId.isOurs(new LookupKey(new byte[LookupKey.LEAST_BYTES]), "0123456789abcdef0123456789abcdef", made));
        assertFalse(KeyId.isOurs(lookupKey, "0123456789abcdef0123456789abcdef", UUID.randomUUID()));
        assertEquals(8, made.version());
        assertEquals(2, made.variant());
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private static DataKey key(int seed) {
        var secret = new byte[32];
        secret[0] = (byte) seed;
        return new DataKey(UUID.randomUUID(), new SecretKeySpec(secret, "AES"));
    }
}
