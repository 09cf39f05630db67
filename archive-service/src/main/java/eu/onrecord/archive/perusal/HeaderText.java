package eu.onrecord.archive.perusal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/** What stands in a header: bytes, which arrive as Latin-1; what most clients send outside of ASCII is UTF-8. Pure. */
final class HeaderText {
    private HeaderText() {
    }

    /** @param headers of one name; null where there is none, as the answer is then */
    static String of(List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return null;
        }
        var header = String.join(",", headers);
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1))).toString();
        } catch (CharacterCodingException latin) {
            return header;
        }
    }
}
