package eu.onrecord.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A list of what is in a bucket, page by page. It is asked for with encoding-type=url: so there is nothing of XML in its
 * elements.
 */
final class Pages {
    /** Ten million names. */
    private static final int MOST_PAGES = 10_000;

    private final Requests requests;
    private final String root;
    private final Map<String, String> next;

    /**
     * @param root the list's element
     * @param next of each element that tells where the next page begins, the parameter that wants it
     */
    Pages(Requests requests, String root, Map<String, String> next) {
        this.requests = requests;
        this.root = root;
        this.next = next;
    }

    /** Hands over each page's text. */
    void of(SortedMap<String, String> query, Consumer<String> reader) {
        var asked = new TreeMap<>(query);
        for (var pages = 0; pages < MOST_PAGES; pages++) {
            var answer = requests.send("GET", "", asked, Map.of(), new byte[0]);
            var page = new String(answer.body(), UTF_8);
            // what is cut off, or says something else, is no list of what is there
            if (answer.statusCode() != Requests.OK || !page.contains("</" + root + ">")) {
                throw Requests.unexpected(answer);
            }
            reader.accept(page);
            if (!isTruncated(page).orElseThrow(() -> Requests.unexpected(answer))) {
                return;
            }
            var from = new TreeMap<String, String>();
            next.forEach((element, parameter) -> elements(page, element).findFirst().filter(it -> !it.isEmpty())
                    .ifPresent(it -> from.put(parameter, Requests.encoded(plain(element, it), "%2F"))));
            // a page that leads to itself has no end
            if (from.isEmpty() || asked.entrySet().containsAll(from.entrySet())) {
                throw Requests.unexpected(answer);
            }
            asked.putAll(from);
        }
        throw new UncheckedIOException(new IOException("S3 has a list without end"));
    }

    private static Optional<Boolean> isTruncated(String page) {
        return elements(page, "IsTruncated").findFirst().map(String::strip)
                .filter(it -> it.equals("true") || it.equals("false"))
                .map(Boolean::valueOf);
    }

    /** Of what tells where the next page begins, keys alone come encoded as the list was asked for. */
    private static String plain(String element, String told) {
        var text = told.replace("&amp;", "&");
        return element.endsWith("KeyMarker") ? URLDecoder.decode(text, UTF_8) : text;
    }

    /** The insides of the elements of a name, in their order. */
    static Stream<String> elements(String page, String name) {
        return Pattern.compile("<" + name + ">(.*?)</" + name + ">", Pattern.DOTALL).matcher(page).results()
                .map((MatchResult found) -> found.group(1));
    }
}
