package eu.onrecord.archive.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What is sealed of a record: all that nobody may see without its key. Events are alike, so they are compressed with a
 * dictionary
 * that belongs to the format.
 *
 * @param salt 32 random bytes, of which the parts' salts are made
 * @param eventId the CloudEvents id
 * @param value the event's bytes, as they came
 */
public record Enclosed(byte[] salt, UUID eventId, byte[] value) {
    /** How long the salt is. */
    public static final int SALT_BYTES = 32;
    /** The longest value that a record has. */
    public static final int LONGEST_VALUE = 8 * 1024 * 1024;
    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;
    private static final int HEAD_BYTES = 1 + SALT_BYTES + 2 * Long.BYTES + Integer.BYTES;
    private static final byte[] DICTIONARY = dictionary();

    /** @throws IllegalArgumentException if the value is too long to be a record */
    public Enclosed {
        if (value.length > LONGEST_VALUE) {
            throw new IllegalArgumentException("a record has no more than " + LONGEST_VALUE + " bytes");
        }
    }

    /** As it is sealed: compressed, unless that is longer. */
    public byte[] bytes() {
        var deflated = deflated();
        var body = deflated.length < value.length ? deflated : value;
        return ByteBuffer.allocate(HEAD_BYTES + body.length).put(body == value ? PLAIN : DEFLATED).put(salt)
                .putLong(eventId.getMostSignificantBits()).putLong(eventId.getLeastSignificantBits()).putInt(value.length)
                .put(body).array();
    }

    /** @throws IllegalArgumentException if it is nothing that {@link #bytes} gives */
    public static Enclosed of(byte[] bytes) {
        if (bytes.length < HEAD_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        var in = ByteBuffer.wrap(bytes);
        var form = in.get();
        var salt = new byte[SALT_BYTES];
        in.get(salt);
        var eventId = new UUID(in.getLong(), in.getLong());
        var length = in.getInt();
        if (length < 0 || length > LONGEST_VALUE) {
            throw new IllegalArgumentException("a length that cannot be");
        }
        var body = new byte[in.remaining()];
        in.get(body);
        return new Enclosed(salt, eventId, switch (form) {
            case PLAIN -> plain(body, length);
            case DEFLATED -> inflated(body, length);
            default -> throw new IllegalArgumentException("another form");
        });
    }

    private static byte[] plain(byte[] body, int length) {
        if (body.length != length) {
            throw new IllegalArgumentException("another length");
        }
        return body;
    }

    private byte[] deflated() {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setDictionary(DICTIONARY);
            deflater.setInput(value);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var chunk = new byte[8192];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] body, int length) {
        var inflater = new Inflater(true);
        try {
            inflater.setDictionary(DICTIONARY);
            inflater.setInput(body);
            var value = new byte[length];
            var filled = 0;
            while (filled < length) {
                var got = inflater.inflate(value, filled, length - filled);
                if (got == 0) {
                    throw new IllegalArgumentException("it breaks off");
                }
                filled += got;
            }
            // the end of the stream is behind its last byte
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished() || inflater.getRemaining() != 0) {
                throw new IllegalArgumentException("it goes on");
            }
            return value;
        } catch (DataFormatException broken) {
            throw new IllegalArgumentException("it cannot be expanded", broken);
        } finally {
            inflater.end();
        }
    }

    private static byte[] dictionary() {
        try (var in = Enclosed.class.getResourceAsStream("/format/dictionary-1.txt")) {
            return new String(in.readAllBytes(), UTF_8).getBytes(UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public String toString() {
        return "Enclosed[" + value.length + " bytes]";
    }
}
