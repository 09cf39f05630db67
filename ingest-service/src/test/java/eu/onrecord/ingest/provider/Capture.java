package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * A webhook's body, as it was received.
 *
 * @param name of the file, and of the body in it
 * @param provider the provider's name
 */
record Capture(String name, String provider, byte[] body) {
    /** Whatever in a body may be the id of a business number. */
    private static final Pattern NUMBERS = Pattern.compile(
            "\"(?:phone_number_id|to|from|id|number|business_connection_id)\" ?: ?\"?([^\",}]+)|(?:To|From|MessagingServiceSid)=([^&\\s]+)");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A value in a body, by its path; elements of an array have its path. */
    record Leaf(String path, String value) {
        /** As a reader can be shown it: a provider's own sentence names nobody by their numbers. */
        String shown() {
            return (path.endsWith("system.body")
                    ? value.replaceAll("([A-Z]{2}\\.)?[0-9]{7,}|[A-Z]{2}\\.[0-9]+|\\(?0[0-9 ()-]{7,}[0-9]",
                            "\u2026")
                    : value)
                    .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "\ufffd")
                    .replaceAll("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "\ufffd");
        }

        @Override
        public String toString() {
            return path + "=" + value;
        }
    }

    boolean isForm() {
        return body.length == 0 || body[0] != '{' && body[0] != '[';
    }

    String mediaType() {
        return isForm() ? Provider.FORM : Provider.JSON;
    }

    /** So that whatever it is for is ours. */
    Set<String> numbers() {
        if (isWithoutItsNumber()) {
            return Set.of("106540352242922");
        }
        return Stream.concat(Stream.of("7000000001"), NUMBERS.matcher(new String(body, UTF_8)).results()
                .map(found -> found.group(1) == null ? URLDecoder.decode(found.group(2), UTF_8) : found.group(1)))
                .collect(Collectors.toSet());
    }

    /** The Cloud API's older form does not say which number it is for: that must be the only one. */
    private boolean isWithoutItsNumber() {
        return provider.equals("360dialog") && !tree(body).has("entry");
    }

    /** All of them but those that say nothing. JSON inside of a text is looked into. */
    Stream<Leaf> leaves() {
        return isForm() ? Arrays.stream(new String(body, UTF_8).strip().split("&")).map(pair -> pair.split("=", 2))
                .map(pair -> new Leaf(pair[0], URLDecoder.decode(pair[1], UTF_8)))
                .filter(leaf -> !leaf.value().isEmpty()).flatMap(leaf -> inside(leaf.path(), leaf.value()))
                : leaves("", tree(body));
    }

    private static Stream<Leaf> leaves(String path, JsonNode at) {
        if (at.isObject()) {
            return at.properties().stream().flatMap(
                    member -> leaves(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue()));
        }
        if (at.isArray()) {
            return at.valueStream().flatMap(element -> leaves(element.isContainerNode() ? path : path + "[]", element));
        }
        return at.isNull() || at.asText().isEmpty() ? Stream.of() : inside(path, at.isNumber() ? at.toString() : at.asText());
    }

    private static Stream<Leaf> inside(String path, String value) {
        try {
            var inner = value.startsWith("{") ? JSON.readTree(value) : null;
            return inner != null && inner.isObject() ? leaves(path, inner) : Stream.of(new Leaf(path, value));
        } catch (IOException noJson) {
            return Stream.of(new Leaf(path, value));
        }
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
