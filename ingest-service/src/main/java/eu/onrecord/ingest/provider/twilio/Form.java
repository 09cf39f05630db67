package eu.onrecord.ingest.provider.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.netty.handler.codec.http.QueryStringDecoder;

/** The parameters of a form, each with its values as they came. Empty values count. */
record Form(SortedMap<String, List<String>> parameters) {
    static final Form EMPTY = new Form(Collections.emptySortedMap());
    /** Twilio sends some forty. */
    static final int MOST_PARAMETERS = 1000;

    /** Empty if the body is no form, or one with too many parameters. */
    static Optional<Form> parse(byte[] body) {
        try {
            var decoded = new QueryStringDecoder(new String(body, UTF_8), UTF_8, false, MOST_PARAMETERS + 1, true).parameters();
            var count = decoded.values().stream().mapToInt(List::size).sum();
            return count > MOST_PARAMETERS ? Optional.empty() : Optional.of(new Form(new TreeMap<>(decoded)));
        } catch (IllegalArgumentException brokenEscape) {
            return Optional.empty();
        }
    }

    /** The first value of a parameter that says something. */
    Optional<String> get(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /**
     * What Twilio signs beside the address: names and values without anything in between, sorted by name; a parameter that is
     * repeated stands once for each of its values that differ, sorted too.
     */
    String signedText() {
        var text = new StringBuilder();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            new TreeSet<>(parameter.getValue()).forEach(value -> text.append(parameter.getKey()).append(value));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "Form" + parameters.keySet();
    }
}
