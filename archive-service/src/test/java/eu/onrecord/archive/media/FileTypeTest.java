package eu.onrecord.archive.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
    @CsvSource(nullValues = "-", value = { "image/jpeg, -, true", "IMAGE/PNG; x=y, -, true", "image/webp, -, true",
            "audio/ogg; codecs=opus, -, true", "video/mp4, -, true", "image/jpeg, image/png, false",
            "image/jpeg, image/jpeg, false", "application/pdf, -, false", "audio/mpeg, -, false",
            "application/octet-stream, -, false", "text/html, -, false", "-, -, false", "-, image/png, false" })
    void whatBeginsAsNoFileIsNoneWhereItsTypeTellsIt(String declared, String found, boolean isNone) {
        assertEquals(isNone, FileType.isNone(declared, found));
    }

    @Test
    void whatStandsLaterTellsNothing() {
        assertEquals("", FileType.of("<!-- GIF89a -->\u00ff\u00d8\u00ff".getBytes(ISO_8859_1)).orElse(""));
    }
}
