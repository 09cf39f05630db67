package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {

    @ParameterizedTest
    @CsvSource({ "ffd8ffe000104a464946, image/jpeg", "89504e470d0a1a0a0000, image/png", "474946383961, image/gif",
            "524946460a000000574542505650, image/webp", "5249464624000000574156456d, audio/wav",
            "255044462d312e37, application/pdf", "00000018667479706d703432, video/mp4", "000000186674797069736f6d, video/mp4",
            "000000146674797033677034, video/3gpp", "0000001c667479704d344120, audio/mp4",
            "0000001466747970717420, video/quicktime",
            "00000018667479706865696300, image/heic", "1a45dfa3010000, video/webm", "4f67675300020000, audio/ogg",
            "2321414d520a, audio/amr", "49443303000000, audio/mpeg", "fffb90c4, audio/mpeg", "fff15080, audio/aac",
            "504b030414000600, application/zip", "d0cf11e0a1b11ae1, application/x-ole-storage", "3c68746d6c3e, ''",
            "3c73766720786d6c, ''", "'', ''", "ff, ''", "ffd8, ''", "524946460a000000, ''", "4d5a9000, ''", "7f454c46, ''" })
    void aFileIsWhatItsFirstBytesSay(String bytes, String type) {
        assertEquals(type, FileType.of(HexFormat.of().parseHex(bytes)).orElse(""));
    }

    @ParameterizedTest
    @CsvSource({ "image/jpeg, 757073747265616d20636f6e6e656374, true", "IMAGE/PNG; x=y, 3c68746d6c3e, true",
            "audio/ogg; codecs=opus, 7b7d, true", "video/mp4, 4e6f7420466f756e640d0a, true",
            "video/mp4, 0000000866726565, false", "video/mp4, 000000206d6f6f76, false", "audio/ogg, 664c6143000000, false",
            "audio/amr, 3c91170000, false", "image/jpeg, 424d3600, false", "image/jpeg, 0d0affd8ff, false",
            "image/jpeg, '', false", "image/svg+xml, 3c73766720786d6c, false", "image/gif, 474946383961, false",
            "audio/amr, 2321414d520a, false", "application/pdf, 4e6f7420466f756e64, false", "text/html, 3c68746d6c3e, false" })
    void aTextInAPicturesASoundsOrAFilmsPlaceIsNone(String declared, String bytes, boolean isText) {
        var first = HexFormat.of().parseHex(bytes);

        assertEquals(isText, FileType.isText(declared, first, FileType.of(first).orElse(null)));
    }

    @Test
    void whatNobodyDeclaresIsTakenAsItComes() {
        assertFalse(FileType.isText(null, "upstream".getBytes(ISO_8859_1), null));
    }

    @Test
    void whatStandsLaterTellsNothing() {
        assertEquals("", FileType.of("<!-- GIF89a -->\u00ff\u00d8\u00ff".getBytes(ISO_8859_1)).orElse(""));
    }
}
