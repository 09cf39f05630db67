package eu.onrecord.archive.perusal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import eu.onrecord.archive.conversation.Identifiers;
import eu.onrecord.archive.problem.Problem;
import eu.onrecord.archive.problem.ProblemType;

/** An identifier that is no phone number, or may be one, as people and providers write it. */
final class SearchedId {
    private static final Pattern FORM = Pattern.compile("[^\\p{C}]{1,256}");
    /** What stands before an identifier where it is an address. */
    private static final Pattern BEFORE = Pattern.compile(
            "(?i)^(?:whatsapp|tel|sms|mailto|messenger|viber|rcs|telegram):|^(?:https?://)?(?:www\\.)?(?:t\\.me|wa\\.me|m\\.me)/");

    private SearchedId() {
    }

    /**
     * As it is given, as a name, and as a phone number where it can be one.
     *
     * @throws Problem if it is none
     */
    static List<String> of(String header) {
        var given = readable(header).strip();
        var bare = BEFORE.matcher(given).replaceFirst("");
        var name = Identifiers.name(bare);
        if (!FORM.matcher(name).matches()) {
            throw ProblemType.REQUEST_INVALID
                    .problem("Customer-Id is an identifier of the customer as the provider writes it.");
        }
        return Stream.of(Stream.of(given, bare, name), phone(bare).stream().flatMap(List::stream)).flatMap(it -> it).distinct()
                .toList();
    }

    /** Whoever writes a number here means that customer, too. */
    private static Optional<List<String>> phone(String bare) {
        try {
            return Optional.of(SearchedPhone.of(bare));
        } catch (Problem none) {
            return Optional.empty();
        }
    }

    /** Headers are bytes, which arrive as Latin-1; what most clients send outside of ASCII is UTF-8. */
    private static String readable(String header) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(header.getBytes(ISO_8859_1))).toString();
        } catch (CharacterCodingException latin) {
            return header;
        }
    }
}
