package eu.onrecord.archive.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;

class FileSealTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int FIRST = MEGABYTE - 56;
    private static final int NEXT = MEGABYTE - 16;
    private static final String SCOPE = "0123456789abcdef0123456789abcdef";
    private final SecureRandom random = new SecureRandom();
    private final DataKey key = key(1);
    private final UUID id = UUID.fromString("01900000-0000-7000-8000-000000000001");

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 15, 16, 17, FIRST - 1, FIRST, FIRST + 1, FIRST + NEXT - 1, FIRST + NEXT, FIRST + NEXT + 1,
            3 * MEGABYTE })
    void tinkOpensWhatIsSealedHereAndWhatItSealsIsOpenedHere(int length) throws Exception {
        var plain = bytes(length);
        var tink = new AesGcmHkdfStreaming(fileKey(), "HmacSha256", 32, MEGABYTE, 0);

        assertArrayEquals(plain, tink.newDecryptingStream(new ByteArrayInputStream(seal(plain)), belongsTo()).readAllBytes());
        var sealed = new ByteArrayOutputStream();
        try (var stream = tink.newEncryptingStream(sealed, belongsTo())) {
            stream.write(plain);
        }
        assertArrayEquals(plain, open(sealed.toByteArray(), key, id, SCOPE));
        assertEquals(length, new SealedSegments(sealed.size()).plainBytes());
    }

    @Test
    void aFileIsReadWithItsKeyItsRecordAndItsScopeAlone() {
        var sealed = seal(bytes(100));

        assertThrows(BrokenSealException.class, () -> open(sealed, key(2), id, SCOPE));
        assertThrows(BrokenSealException.class, () -> open(sealed, new DataKey(UUID.randomUUID(), key.secret()), id, SCOPE));
        assertThrows(BrokenSealException.class, () -> open(sealed, key, UUID.randomUUID(), SCOPE));
        assertThrows(BrokenSealException.class, () -> open(sealed, key, id, SCOPE.replace('0', '1')));
    }

    /** Cut at a segment's end, cut elsewhere, longer, one bit turned in header or segment, two segments exchanged. */
    @ParameterizedTest
    @ValueSource(strings = { "cut-at-a-segment", "cut", "longer", "header", "bit", "exchanged", "repeated" })
    void whatWasDoneToASealedFileIsNoticed(String what) {
        var sealed = seal(bytes(3 * MEGABYTE));
        var done = switch (what) {
            case "cut-at-a-segment" -> Arrays.copyOf(sealed, 2 * MEGABYTE);
            case "cut" -> Arrays.copyOf(sealed, sealed.length - 1);
            case "longer" -> Arrays.copyOf(sealed, sealed.length + 1);
            default -> sealed.clone();
        };
        switch (what) {
            case "header" -> done[1] ^= 1;
            case "bit" -> done[MEGABYTE + 7] ^= 1;
            case "exchanged" -> {
                System.arraycopy(sealed, MEGABYTE, done, 2 * MEGABYTE, MEGABYTE);
                System.arraycopy(sealed, 2 * MEGABYTE, done, MEGABYTE, MEGABYTE);
            }
            case "repeated" -> System.arraycopy(sealed, MEGABYTE, done, 2 * MEGABYTE, MEGABYTE);
            default -> {
            }
        }

        assertThrows(BrokenSealException.class, () -> open(done, key, id, SCOPE));
    }

    @Test
    void noFileIsShorterThanAnEmptyOne() {
        for (var length = 0; length < 56; length++) {
            var bytes = (long) length;
            assertThrows(BrokenSealException.class, () -> new SealedSegments(bytes));
        }
        assertEquals(0, new SealedSegments(56).plainBytes());
        assertThrows(BrokenSealException.class, () -> new SealedSegments(MEGABYTE + 15));
        assertThrows(BrokenSealException.class, () -> new SealedSegments(MEGABYTE + 16), "cut at a segment, and a tag behind");
        assertEquals(FIRST + 1, new SealedSegments(MEGABYTE + 17).plainBytes());
        assertThrows(BrokenSealException.class, () -> FileSeal.of(key, id, SCOPE, new byte[40]));
        assertThrows(BrokenSealException.class, () -> FileSeal.of(key, id, SCOPE, new byte[39]));
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "1048519, 0", "1048520, 1", "2097079, 1", "2097080, 2" })
    void eachByteStandsInOneSegment(long offset, int number) {
        var segments = new SealedSegments(40 + 16 * 3 + 2_500_000L);

        assertEquals(number, segments.at(offset));
        assertEquals(3, segments.count());
        assertEquals(number == 2, segments.isLast(number));
        assertEquals(offset == 0 || offset == segments.plainFrom(number),
                offset == 0 || segments.at(offset - 1) == number - 1);
    }

    private byte[] seal(byte[] plain) {
        var seal = FileSeal.begin(key, id, SCOPE, random);
        var sealed = new ByteArrayOutputStream();
        sealed.writeBytes(seal.header());
        for (int from = 0, number = 0; from < plain.length || number == 0; number++) {
            var until = Math.min(plain.length, from + FileSeal.plainBytes(number));
            sealed.writeBytes(seal.seal(number, until == plain.length, Arrays.copyOfRange(plain, from, until)));
            from = until;
        }
        return sealed.toByteArray();
    }

    private static byte[] open(byte[] sealed, DataKey key, UUID id, String scope) {
        var segments = new SealedSegments(sealed.length);
        var seal = FileSeal.of(key, id, scope, Arrays.copyOf(sealed, FileSeal.HEADER_BYTES));
        var plain = new ByteArrayOutputStream();
        for (var number = 0; number < segments.count(); number++) {
            var from = (int) segments.sealedFrom(number);
            plain.writeBytes(seal.open(number, segments.isLast(number),
                    Arrays.copyOfRange(sealed, from, from + segments.sealedBytes(number))));
        }
        return plain.toByteArray();
    }

    /** As FORMAT.md has it, written down a second time. */
    private byte[] fileKey() throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.secret().getEncoded(), "HmacSHA256"));
        mac.update("onrecord/file-key/v1".getBytes(UTF_8));
        mac.update(ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array());
        return mac.doFinal(new byte[] { 1 });
    }

    private byte[] belongsTo() {
        return ByteBuffer.allocate(33 + SCOPE.length()).put((byte) 1).putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits()).putLong(key.id().getMostSignificantBits())
                .putLong(key.id().getLeastSignificantBits()).put(SCOPE.getBytes(UTF_8)).array();
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 1000);
        }
        return bytes;
    }

    private static DataKey key(int seed) {
        var secret = new byte[32];
        secret[0] = (byte) seed;
        return new DataKey(UUID.fromString("00000000-0000-4000-8000-00000000000" + seed), new SecretKeySpec(secret, "AES"));
    }
}
