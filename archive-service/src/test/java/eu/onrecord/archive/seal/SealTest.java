package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final int SEGMENT = 64 * 1024;
    private final SecureRandom random = new SecureRandom();
    private final DataKey key = key(1);
    private final UUID id = UUID.randomUUID();

    @Test
    void aRecordIsReadWithItsKeyAndItsIdAlone() {
        var sealed = Sealed.of(key, id, "secret".getBytes(UTF_8), random);

        assertArrayEquals("secret".getBytes(UTF_8), sealed.open(key, id));
        assertThrows(BrokenSealException.class, () -> sealed.open(key(2), id));
        assertThrows(BrokenSealException.class, () -> sealed.open(key, UUID.randomUUID()));
    }

    @Test
    void aCommitmentThatIsNotOfTheContentIsNoticed() {
        var sealed = Sealed.of(key, id, "secret".getBytes(UTF_8), random);
        var other = Sealed.of(key, id, "secret".getBytes(UTF_8), random);

        assertThrows(BrokenSealException.class, () -> new Sealed(sealed.bytes(), other.commitment()).open(key, id));
    }

    @Test
    void theSameContentHasAnotherCommitmentEachTimeSoThatNobodyCanGuessIt() {
        assertFalse(Arrays.equals(Sealed.of(key, id, new byte[0], random).commitment(),
                Sealed.of(key, id, new byte[0], random).commitment()));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 3 * SEGMENT + 17 })
    void aFileOfAnyLengthComesBackAsItWas(int length) throws IOException {
        var plain = bytes(length);

        assertArrayEquals(plain, open(seal(plain)));
    }

    @Test
    void aFileThatWasCutChangedOrRearrangedIsNoticed() throws IOException {
        var sealed = seal(bytes(3 * SEGMENT));
        var segment = SEGMENT + 16;
        var changed = sealed.clone();
        changed[SEGMENT] ^= 1;
        var swapped = sealed.clone();
        System.arraycopy(sealed, 7, swapped, 7 + segment, segment);
        System.arraycopy(sealed, 7 + segment, swapped, 7, segment);

        assertThrows(BrokenSealException.class, () -> open(Arrays.copyOf(sealed, 7 + 2 * segment)));
        assertThrows(BrokenSealException.class, () -> open(Arrays.copyOf(sealed, sealed.length - 1)));
        assertThrows(BrokenSealException.class, () -> open(changed));
        assertThrows(BrokenSealException.class, () -> open(swapped));
        assertThrows(BrokenSealException.class, () -> open(new byte[0]));
    }

    @Test
    void aKeyIsUnwrappedByTheMasterKeyThatWrappedItAlone() {
        var old = Base64.getEncoder().encodeToString(new byte[32]);
        var fresh = Base64.getEncoder().encodeToString(bytes(32));
        var before = new MasterKeys(Map.of("old", old), "old");
        var during = new MasterKeys(Map.of("old", old, "new", fresh), "new");
        var after = new MasterKeys(Map.of("new", fresh), "new");
        var wrapped = before.wrap(id, bytes(32));

        assertArrayEquals(bytes(32), during.unwrap(id, "old", wrapped).secret().getEncoded());
        assertThrows(IllegalStateException.class, () -> after.unwrap(id, "old", wrapped));
        assertThrows(IllegalArgumentException.class, () -> new MasterKeys(Map.of("old", old), "new"));
        assertThrows(IllegalArgumentException.class, () -> new MasterKeys(Map.of("old", "c2hvcnQ="), "old"));
    }

    private byte[] seal(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        SegmentedSeal.seal(key, new ByteArrayInputStream(plain), out, random);
        return out.toByteArray();
    }

    private byte[] open(byte[] sealed) throws IOException {
        var out = new ByteArrayOutputStream();
        SegmentedSeal.open(key, new ByteArrayInputStream(sealed), out);
        return out.toByteArray();
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
