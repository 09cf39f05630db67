package eu.onrecord.archive.media;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what is read from it. */
final class MeasuredStream extends DigestInputStream {
    private long size;
    private String sha256;

    MeasuredStream(InputStream stream) {
        super(stream, newSha256());
    }

    @Override
    public int read() throws IOException {
        var value = super.read();
        size += value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        size += Math.max(count, 0);
        return count;
    }

    long size() {
        return size;
    }

    /** Of everything, in hex; to be asked for when everything was read. */
    String sha256() {
        if (sha256 == null) {
            sha256 = HexFormat.of().formatHex(getMessageDigest().digest());
        }
        return sha256;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
