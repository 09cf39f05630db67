package eu.onrecord.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Up to 256 entries one behind the other, each behind its length (https://c2sp.org/tlog-tiles). */
public final class Bundle {
    private static final int LENGTH = Short.BYTES;
    private static final int MOST = 0xffff;

    private Bundle() {
    }

    /** @throws IllegalArgumentException if an entry is longer than 65,535 bytes */
    public static byte[] of(List<byte[]> entries) {
        var bundle = new ByteArrayOutputStream();
        for (var entry : entries) {
            if (entry.length > MOST) {
                throw new Malformed("an entry that is too long for a bundle");
            }
            bundle.write(entry.length >> Byte.SIZE);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /**
     * @param count how many there are
     * @throws Malformed if there are more or fewer
     */
    public static List<byte[]> entries(byte[] bundle, int count) {
        var entries = new ArrayList<byte[]>();
        var at = 0;
        while (at + LENGTH <= bundle.length && entries.size() < count) {
            var length = Byte.toUnsignedInt(bundle[at]) << Byte.SIZE | Byte.toUnsignedInt(bundle[at + 1]);
            at += LENGTH;
            if (at + length > bundle.length) {
                throw new Malformed("a bundle that is cut off");
            }
            entries.add(Arrays.copyOfRange(bundle, at, at + length));
            at += length;
        }
        if (at != bundle.length || entries.size() != count) {
            throw new Malformed("a bundle of more or fewer entries");
        }
        return entries;
    }
}
