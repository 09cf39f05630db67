package eu.onrecord.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import eu.onrecord.contract.chat.ChatEvent;
import eu.onrecord.contract.chat.Field;
import eu.onrecord.contract.chat.Message;
import eu.onrecord.ingest.provider.Finding.Happening;

/**
 * What each of the tests' own webhooks says to a reader, as somebody wrote it down who looked at the webhook: in
 * {@code expected.txt} of its folder, a heading for each and a line for each thing that is told. With
 * {@code -Dcontent.print} what is told is printed, to be read.
 */
class ContentTest {
    private static final Path OWN = Path.of("src/test/resources/webhooks");

    @TestFactory
    Stream<DynamicTest> aWebhookSaysWhatSomebodyReadInIt() throws IOException {
        var expected = expected();
        return Captures.own().map(capture -> DynamicTest.dynamicTest(capture.name(),
                () -> assertEquals(expected.get(capture.name()), told(capture))));
    }

    @Test
    void nothingIsExpectedOfAWebhookThatIsNotThere() throws IOException {
        var there = Captures.own().map(Capture::name).collect(Collectors.toSet());

        assertEquals(List.of(), expected().keySet().stream().filter(name -> !there.contains(name)).toList());
    }

    @Test
    void whatIsToldCanBePrinted() throws IOException {
        var target = Path.of("target/told.txt");
        var told = new StringJoiner("\n\n", "", "\n");
        (System.getProperty("content.print") == null ? Captures.own() : Captures.received())
                .forEach(capture -> told.add("# " + capture.name() + "\n" + told(capture)));
        Files.writeString(target, told.toString());
    }

    private static Map<String, String> expected() throws IOException {
        var all = new LinkedHashMap<String, String>();
        try (var files = Files.walk(OWN)) {
            for (var file : files.filter(it -> it.getFileName().toString().equals("expected.txt")).toList()) {
                for (var section : Files.readString(file).strip().split("(?m)^# ")) {
                    var lines = section.strip().split("\n", 2);
                    if (lines.length == 2) {
                        all.put(lines[0], lines[1]);
                    }
                }
            }
        }
        return all;
    }

    private static String told(Capture capture) {
        return new Reading(TestProviders.find(capture.provider()).orElseThrow(), capture.mediaType(),
                capture.numbers().toArray(String[]::new)).findings(new String(capture.body(), UTF_8)).stream()
                .map(finding -> finding instanceof Happening happening ? told(happening.event()) : finding.toString())
                .collect(Collectors.joining("\n"));
    }

    private static String told(ChatEvent event) {
        var lines = new StringJoiner("\n");
        lines.add(Stream.of(Optional.of(event.kind().word()), word(event.direction().name()), word(event.source().name())
                .filter(source -> !source.equals("live")), Optional.ofNullable(event.network()).map(it -> it.word()),
                Optional.ofNullable(event.timeOf()).map(it -> it.word())).flatMap(Optional::stream)
                .collect(Collectors.joining(" ")));
        Optional.ofNullable(event.status()).ifPresent(status -> lines.add("  " + word(status.state().name()).orElseThrow()
                + Optional.ofNullable(status.error()).map(error -> " " + error).orElse("") + fields(status.details())));
        Optional.ofNullable(event.preference()).ifPresent(it -> lines.add("  %s=%s: %s %s by %s%s".formatted(it.category(),
                it.value(), it.wish(), it.scope(), it.source(), fields(it.details()))));
        Optional.ofNullable(event.identityChange()).ifPresent(it -> lines.add("  another " + it.what()));
        Optional.ofNullable(event.message()).ifPresent(message -> told(message, lines));
        return lines.toString();
    }

    private static void told(Message message, StringJoiner lines) {
        var about = new StringJoiner(", ");
        about.add(message.type());
        Optional.ofNullable(message.replyTo()).ifPresent(it -> about.add("answers " + it));
        Optional.ofNullable(message.target()).ifPresent(it -> about.add("about " + it));
        Optional.ofNullable(message.forwarded())
                .ifPresent(it -> about.add("forwarded " + it.times() + " from " + it.from()));
        Optional.ofNullable(message.referral()).ifPresent(it -> about.add("led here by " + it.type() + " " + it.id()));
        Optional.ofNullable(message.author()).ifPresent(it -> about.add("by a " + word(it.kind().name()).orElseThrow()));
        if (!message.files().isEmpty()) {
            about.add("files " + message.files().size());
        }
        lines.add("  [" + about + "]");
        message.content().forEach(part -> lines.add("  " + part.type() + ": "
                + Optional.ofNullable(part.text()).orElse("-") + fields(part.fields())));
    }

    private static String fields(List<Field> fields) {
        return fields.stream().map(field -> field.name() + "=" + field.value()).collect(Collectors.joining("; ", " {", "}"))
                .replace(" {}", "");
    }

    private static Optional<String> word(String constant) {
        return Optional.of(constant.toLowerCase().replace('_', '-'));
    }
}
