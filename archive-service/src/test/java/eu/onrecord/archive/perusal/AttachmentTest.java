package eu.onrecord.archive.perusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            photo.jpg                 | filename="photo.jpg"; filename*=UTF-8''photo.jpg
            Rechnung Nr. 4.pdf        | filename="Rechnung Nr. 4.pdf"; filename*=UTF-8''Rechnung%20Nr.%204.pdf
            \u00dcbergabe.pdf         | filename="_bergabe.pdf"; filename*=UTF-8''%C3%9Cbergabe.pdf
            a"; x="b.txt              | filename="a__ x__b.txt"; filename*=UTF-8''a%22%3B%20x%3D%22b.txt
            ../../etc/passwd          | filename="passwd"; filename*=UTF-8''passwd
            C:\\windows\\evil.exe     | filename="evil.exe"; filename*=UTF-8''evil.exe
            photo\u202Egpj.exe        | filename="photogpj.exe"; filename*=UTF-8''photogpj.exe
            *'%41                     | filename="___41"; filename*=UTF-8''%2A%27%2541
            """)
    void aNameIsWrittenSoThatItIsNothingElse(String name, String told) {
        assertEquals("attachment; " + told, Attachment.named(name));
    }

    @Test
    void whatIsNoNameIsNone() {
        for (var name : new String[] { null, "", " ", ".", "..", "a/", "\r\n", "\u0000" }) {
            assertEquals("attachment", Attachment.named(name));
        }
    }

    @Test
    void aLineEndInANameEndsNothing() {
        assertEquals("attachment; filename=\"aSet-Cookie_ x\"; filename*=UTF-8''aSet-Cookie%3A%20x",
                Attachment.named("a\r\nSet-Cookie: x"));
    }

    @Test
    void aLongNameKeepsItsEnd() {
        var told = Attachment.named("\uD83D\uDE00".repeat(500) + ".pdf");

        assertTrue(told.endsWith("%F0%9F%98%80.pdf"), told);
        assertTrue(told.length() < 2000);
    }
}
