package eu.onrecord.archive.perusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.problem.Problem;

class SearchedIdTest {

    @ParameterizedTest
    @CsvSource({ "@AnaDeVries, anadevries", "https://t.me/AnaDeVries/, AnaDeVries", "t.me/AnaDeVries?start=x, AnaDeVries",
            "https://telegram.me/AnaDeVries, AnaDeVries", "tg://resolve?domain=AnaDeVries, AnaDeVries",
            "tg://resolve?domain=AnaDeVries&start=x, AnaDeVries", "https://wa.me/31612345678?text=hi, +31612345678",
            "https://api.whatsapp.com/send?phone=31612345678&text=x, +31612345678",
            "https://api.whatsapp.com/send/?phone=31612345678, +31612345678", "whatsapp://send?phone=31612345678, +31612345678",
            "https://wa.me/4512345678, +4512345678", "whatsapp:4512345678, +4512345678", "wa.me/%2B31612345678, +31612345678",
            "https://api.whatsapp.com/send?text=hi&phone=31612345678, +31612345678",
            "https://api.whatsapp.com/send/?phone=%2B31612345678, +31612345678", "31612345678@c.us, +31612345678",
            "31612345678@s.whatsapp.net, +31612345678", "tg://resolve?phone=31612345678, +31612345678",
            "viber://chat?number=%2B31612345678, +31612345678", "sms://+31612345678, +31612345678",
            "https://t.me/%2B31612345678, +31612345678", "https://web.telegram.org/k/#@AnaDeVries, anadevries",
            "instagram.com/ana.de.vries, ana.de.vries", "https://www.facebook.com/ana.de.vries?x=1, ana.de.vries",
            "Jan Jansen <jan@example.com>, jan@example.com", "<jan@example.com>, jan@example.com",
            "mailto:jan@example.com?subject=x, jan@example.com", "nl.123456, NL.123456", "NL.123456, NL.123456",
            "e\u0301ve, \u00e9ve", "4242424242, 4242424242", "a?b#c, a?b#c",
            "tg://user?id=42424242, 42424242", "tg://openmessage?user_id=42424242, 42424242", "t.me/s/AnaDeVries, AnaDeVries",
            "https://t.me/AnaDeVries/12, AnaDeVries", "https://AnaDeVries.t.me, AnaDeVries", "anadevries.t.me/?x, anadevries",
            "@ AnaDeVries, AnaDeVries", "https://instagr.am/ana.de.vries, ana.de.vries", "ig.me/m/ana.de.vries, ana.de.vries",
            "https://www.messenger.com/t/4242424242, 4242424242", "facebook.com/messages/t/4242424242/, 4242424242",
            "31612345678:5@s.whatsapp.net, +31612345678", "https://wa.me/0031612345678, +31612345678",
            "https://api.whatsapp.com/send?phone=+31%206%2012345678, +31612345678", "smsto:+31612345678, +31612345678",
            "sip:+31612345678, +31612345678", "sms:+31612345678;?&body=hi, +31612345678", "+31 6\u22121234 5678, +31612345678",
            "+31\u20026\u300012345678, +31612345678", "jan_de_wit\u00a0, jan_de_wit", "\u00a0123456789, 123456789",
            "\uff20AnaDeVries, anadevries", "\uff14\uff12\uff14\uff12\uff14\uff12\uff14\uff12, 42424242",
            "us.ent.1181AbC, US.ENT.1181AbC", "Nl.134AbC, NL.134AbC", "mailto:jan%40example.nl, jan@example.nl",
            "\"jan\", jan", "'jan,', jan", "\u200e+31612345678, +31612345678", "+31612345678 (mobiel), +31612345678",
            "+0031612345678, +31612345678", "sip:+31612345678@example.org, +31612345678",
            "'=\"+31612345678\"', +31612345678", "31612345678.0, +31612345678", "31612345678_1@c.us, +31612345678",
            "31612345678_1:5@s.whatsapp.net, +31612345678", "tel:+31612345678;ext=1, +31612345678",
            "Ana (ana@example.nl), ana@example.nl", "ana@example.nl., ana@example.nl", "@AnaDeVries., anadevries",
            "[ana@example.nl](mailto:ana@example.nl), ana@example.nl", "https://www.facebook.com/profile.php?id=4242, 4242",
            "fb.com/ana.de.vries, ana.de.vries", "https://web.facebook.com/ana.de.vries, ana.de.vries",
            "instagram.com/direct/t/4242, 4242",
            "+\u0663\u0661 6 \u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668, +31612345678" })
    void anIdentifierIsFoundAsPeopleCopyIt(String written, String found) {
        assertTrue(SearchedId.of(written).contains(found), SearchedId.of(written).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "https://t.me/", "a\u0000b", "mailto:?subject=x" })
    void whatIsNoneIsAnErrorAndNotNobody(String written) {
        assertThrows(Problem.class, () -> SearchedId.of(written));
    }

    @ParameterizedTest
    @ValueSource(strings = { " ", ",;", "(", "\"", "=", "." })
    void whatIsFarTooLongIsAnErrorToo(String filling) {
        assertThrows(Problem.class, () -> SearchedId.of("x" + filling.repeat(7000) + "y"));
        assertThrows(Problem.class, () -> SearchedId.of("x" + filling.repeat(1000 / filling.length()) + "y"));
    }

    @Test
    void aHeaderIsReadAsItWasMeant() {
        assertEquals("+31\u202f6", HeaderText.of(List.of("+31\u00e2\u0080\u00af6")));
        assertEquals("caf\u00e9", HeaderText.of(List.of("caf\u00e9")));
        assertEquals("a,b", HeaderText.of(List.of("a", "b")));
        assertEquals(null, HeaderText.of(List.of()));
    }

    /** One sign may stand for three, and each may be at the end. */
    @Test
    void whatIsLongIsRefusedAndCostsNoStack() {
        for (var sign : List.of("\u2026", "\uFE19", ".", ",")) {
            for (var count : List.of(200, 600, 1024)) {
                assertThrows(Problem.class, () -> SearchedId.of(sign.repeat(count)), sign + " " + count);
            }
        }
    }
}
