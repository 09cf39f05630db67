package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.PartType;
import eu.onrecord.ingest.content.TechnicalPaths;
import eu.onrecord.ingest.provider.Finding.Happening;

/**
 * Nothing that a person could read is shown as nothing: each leaf of each webhook that we have is readable in the events that
 * come of it, or is technical for a reason; and what is understood leaves nothing over.
 */
public abstract class LeafTest {
    /** The only reasons for which nobody reads something. */
    private static final Pattern REASON = Pattern.compile("(id|time|hash|address|signature|counter|elsewhere): .+");

    /** The provider's name. */
    protected abstract String provider();

    /** What is technical, by where in a body the paths begin. */
    protected abstract Map<String, TechnicalPaths> technical();

    @TestFactory
    Stream<DynamicTest> eachLeafOfAWebhookIsReadableOrTechnical() throws IOException {
        return Captures.of(provider()).map(capture -> DynamicTest.dynamicTest(capture.name(),
                () -> assertEquals(List.of(), unreadable(capture))));
    }

    @TestFactory
    Stream<DynamicTest> whatIsUnderstoodLeavesNothingOver() throws IOException {
        return Captures.of(provider()).filter(capture -> !capture.name().contains("/of-tomorrow"))
                .map(capture -> DynamicTest.dynamicTest(capture.name(),
                        () -> assertEquals(List.of(), events(capture).stream().filter(event -> event.message() != null)
                                .flatMap(event -> event.message().content().stream()).filter(part -> part.is(PartType.UNKNOWN))
                                .flatMap(part -> part.fields().stream()).map(field -> field.name() + "=" + field.value())
                                .toList())));
    }

    @Test
    void nothingIsTechnicalWithoutAReason() {
        technical().values().forEach(paths -> paths.reasons().forEach(
                (path, reason) -> assertEquals(true, REASON.matcher(reason).matches(), () -> path + " " + reason)));
    }

    private List<String> unreadable(Capture capture) {
        var readable = events(capture).stream().flatMap(LeafTest::readable).toList();
        return capture.leaves().filter(leaf -> !isTechnical(leaf.path()))
                .filter(leaf -> readable.stream().noneMatch(text -> text.contains(leaf.shown()))).map(Capture.Leaf::toString)
                .toList();
    }

    private boolean isTechnical(String path) {
        return technical().entrySet().stream()
                .anyMatch(under -> path.startsWith(under.getKey())
                        && under.getValue().has(path.substring(under.getKey().length())));
    }

    private static List<ChatEvent> events(Capture capture) {
        return new Reading(TestProviders.find(capture.provider()).orElseThrow(), capture.mediaType(),
                capture.numbers().toArray(String[]::new)).findings(new String(capture.body(), UTF_8)).stream()
                .filter(Happening.class::isInstance).map(finding -> ((Happening) finding).event()).toList();
    }

    /** Everything in an event that is for a reader. */
    private static Stream<String> readable(ChatEvent event) {
        var all = Stream.<String> builder();
        if (event.message() != null) {
            event.message().content().forEach(part -> {
                all.add(String.valueOf(part.text()));
                part.fields().forEach(field -> all.add(field.value()));
            });
            if (event.message().forwarded() != null) {
                all.add(String.valueOf(event.message().forwarded().from()));
            }
        }
        if (event.status() != null) {
            event.status().details().forEach(field -> all.add(field.value()));
        }
        if (event.preference() != null) {
            event.preference().details().forEach(field -> all.add(field.value()));
        }
        return all.build();
    }

    /** Joins what is technical in one place with more of it. */
    protected static TechnicalPaths paths(Set<String> paths) {
        return new TechnicalPaths(String.join(" elsewhere: of the envelope\n", paths) + " elsewhere: of the envelope");
    }
}
