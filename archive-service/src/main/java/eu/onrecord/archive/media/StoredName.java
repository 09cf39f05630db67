package eu.onrecord.archive.media;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a sealed file is called in the store: it tells which record tells of it, and which key opens it. Sealed anew it has
 * another name, so nothing is ever written over.
 */
public record StoredName(UUID record, UUID key) {
    /** How many folders there are. */
    public static final int FOLDERS = 256;
    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern FILE = Pattern.compile("(" + ID + ")\\.(" + ID + ")");

    /** The folder it lies in: by the end of the record's id, which is random, while the beginning is a time. */
    public String folder() {
        return folder((int) (record.getLeastSignificantBits() & 0xFF));
    }

    /** @param number of a folder */
    public static String folder(int number) {
        return String.format("%02x", number);
    }

    /** Its name there. */
    public String file() {
        return record + "." + key;
    }

    /** Empty for what is not such a name. */
    public static Optional<StoredName> of(String file) {
        var matcher = FILE.matcher(file);
        return matcher.matches()
                ? Optional.of(new StoredName(UUID.fromString(matcher.group(1)), UUID.fromString(matcher.group(2))))
                : Optional.empty();
    }
}
