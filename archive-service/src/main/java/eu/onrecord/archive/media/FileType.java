package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file is by its first bytes, of the kinds that providers let through
 * (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types). What is none of them is
 * what it is said to be, and is never shown as that. Pure.
 */
enum FileType {
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    GIF("image/gif", "GIF8[79]a"),
    WEBP("image/webp", "RIFF.{4}WEBP"),
    HEIC("image/heic", ".{4}ftyp(heic|heix|mif1|msf1)"),
    PDF("application/pdf", "%PDF-"),
    THREE_GP("video/3gpp", ".{4}ftyp3g"),
    M4A("audio/mp4", ".{4}ftypM4A"),
    QUICKTIME("video/quicktime", ".{4}ftypqt"),
    MP4("video/mp4", ".{4}ftyp"),
    WEBM("video/webm", "\u001aE\u00df\u00a3"),
    OGG("audio/ogg", "OggS"),
    AMR("audio/amr", "#!AMR"),
    WAV("audio/wav", "RIFF.{4}WAVE"),
    MP3("audio/mpeg", "ID3|\u00ff[\u00f2\u00f3\u00fa\u00fb]"),
    AAC("audio/aac", "\u00ff[\u00f0\u00f1\u00f8\u00f9]"),
    /** Also what offices write nowadays. */
    ZIP("application/zip", "PK\u0003\u0004"),
    /** What offices wrote before. */
    OLE("application/x-ole-storage", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1");

    /** What is never a text, however it begins. */
    private static final Pattern NO_TEXT = Pattern.compile("(?i)(image/(?!svg)|audio/|video/).*", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("[\\x09\\x0a\\x0d\\x20-\\x7e]+");

    /** How many bytes tell it. */
    static final int FIRST_BYTES = 16;

    private final String mimeType;
    private final Pattern beginning;

    FileType(String mimeType, String beginning) {
        this.mimeType = mimeType;
        this.beginning = Pattern.compile("^(?:" + beginning + ")", Pattern.DOTALL);
    }

    /**
     * Whether a text came in the place of a picture, a sound or a film: what servers, and whoever stands before them, say of a
     * file that cannot be had now. Whatever else it is, it is a file.
     *
     * @param declared null where nobody says
     * @param first its first bytes
     * @param found as {@link #of} tells it; null where it begins as none
     */
    static boolean isText(String declared, byte[] first, String found) {
        return found == null && declared != null && NO_TEXT.matcher(declared.strip()).matches() && TEXT
                .matcher(new String(first, 0, Math.min(first.length, FIRST_BYTES), ISO_8859_1)).matches();
    }

    /** @param bytes the file's first ones, or all of them */
    static Optional<String> of(byte[] bytes) {
        var text = new String(bytes, 0, Math.min(bytes.length, FIRST_BYTES), ISO_8859_1);
        for (var type : values()) {
            if (type.beginning.matcher(text).find()) {
                return Optional.of(type.mimeType);
            }
        }
        return Optional.empty();
    }
}
