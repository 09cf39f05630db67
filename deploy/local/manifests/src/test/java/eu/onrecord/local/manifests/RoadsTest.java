package eu.onrecord.local.manifests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import eu.onrecord.contract.chat.Kind;
import eu.onrecord.contract.consent.Change;
import eu.onrecord.contract.wire.Topic;
import eu.onrecord.local.testing.GoldenMessage;

/**
 * Kafka is the only road between services, so each topic and each type of event has a producer and a consumer:
 * {@code roads.txt}
 * names them, and the code is held to it. Who is not there yet stands there with the reason.
 */
class RoadsTest {
    private static final String LATER = "later,";
    private static final List<String> SERVICES = List.of("ingest-service", "consent-service", "archive-service");

    /** A type of event on a topic, and who is at its two ends. */
    private record Road(String topic, String type, List<String> producers, List<String> consumers) {

        static Road of(String line) {
            var ends = line.split(": ", 2)[1].split(" -> ");
            return new Road(line.split(" ")[0], line.split(": ")[0].split(" ")[1], named(ends[0]), named(ends[1]));
        }

        /** Whether nothing else is on its topic. */
        boolean isOfItsOwn() {
            return type.equals("*") || topic.equals(Topic.ERASURE);
        }

        private static List<String> named(String end) {
            return end.startsWith(LATER) ? List.of(end) : Arrays.stream(end.split(",")).map(String::strip).toList();
        }
    }

    @Test
    void eachTypeOfEachTopicHasARoad() {
        var all = Stream.of(Arrays.stream(Kind.values()).map(kind -> Topic.CHAT + " " + kind.eventType()),
                Arrays.stream(Change.values()).map(change -> Topic.CONSENT + " " + change.eventType()),
                Stream.of(Topic.ERASURE + " eu.onrecord.erasure.customer.v1"),
                Topic.all().stream().map(Topic::name)
                        .filter(topic -> !Set.of(Topic.CHAT, Topic.CONSENT, Topic.ERASURE).contains(topic))
                        .map(it -> it + " *"))
                .flatMap(types -> types).collect(Collectors.toCollection(TreeSet::new));

        assertEquals(all, roads().stream().map(road -> road.topic() + " " + road.type())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** An example is what a producer is held to make exactly; one that is there before its producer is for the consumers. */
    @TestFactory
    Stream<DynamicTest> whoProducesATypeMakesAnExampleOfIt() {
        return roads().stream().filter(road -> !road.type().equals("*") && !road.producers().get(0).startsWith(LATER))
                .map(road -> DynamicTest.dynamicTest(road.type(),
                        () -> assertEquals(Set.copyOf(road.producers()), sources(road))));
    }

    @TestFactory
    Stream<DynamicTest> whoProducesOrConsumesATopicNamesItInItsCode() {
        return roads().stream()
                .flatMap(road -> Stream.of(
                        road.producers().stream().filter(end -> end.contains(" ")).map(end -> names(road, end)),
                        road.consumers().stream().map(end -> end.contains(" ") ? names(road, end) : listens(road, end)))
                        .flatMap(tests -> tests));
    }

    /** AsyncAPI's operations are the roads' ends, called by who does what with which channel. */
    @Test
    void theDescriptionOfTheWiresHasJustTheseRoads() throws IOException {
        var described = new TreeSet<String>();
        description().path("operations").properties().forEach(operation -> described.add(operation.getKey() + " "
                + operation.getValue().path("action").asText() + " " + operation.getValue().at("/channel/$ref").asText()));
        var there = roads().stream().flatMap(road -> Stream.concat(
                road.producers().stream().filter(end -> !end.startsWith(LATER)).map(end -> operation(end, "Publishes", road)),
                road.consumers().stream().filter(end -> !end.startsWith(LATER)).map(end -> operation(end, "Reads", road))))
                .collect(Collectors.toCollection(TreeSet::new));
        there.add("consentTellsDesk send #/channels/desk");

        assertEquals(String.join("\n", there), String.join("\n", described));
    }

    /** What is no CloudEvent has headers of its own: those that its producer writes. */
    @ParameterizedTest
    @CsvSource({ "quarantined, ingest-service/src/main/java/eu/onrecord/ingest/quarantine/QuarantineRecord.java",
            "deadLetter, consent-service/src/main/java/eu/onrecord/consent/intake/ChatConsumer.java",
            "placedDeadLetter, archive-service/src/main/java/eu/onrecord/archive/intake/DeadLetters.java" })
    void theHeadersThatAreDescribedAreWritten(String message, String producer) throws IOException {
        var headers = description().at("/components/messages/" + message + "/headers");
        var described = headers.path("properties").propertyStream().map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        var written = Pattern.compile("\"(onrecord_[a-z_]+|content-type)\"").matcher(read(producer)).results()
                .map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));

        assertEquals(written, described);
        assertEquals(written, headers.path("required").valueStream().map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String operation(String end, String verb, Road road) {
        var channel = description().path("channels").propertyStream()
                .filter(it -> it.getValue().path("address").asText().equals(road.topic())).findFirst().orElseThrow().getKey();
        return end.split("-service")[0] + verb + channel.substring(0, 1).toUpperCase(Locale.ROOT) + channel.substring(1)
                + (verb.equals("Reads") ? " receive" : " send") + " #/channels/" + channel;
    }

    private static JsonNode description() {
        try {
            return new YAMLMapper().readTree(read("deploy/contract/src/main/resources/asyncapi.yaml"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The channel has the topic, and a method of the service takes what comes over it. */
    private static DynamicTest listens(Road road, String service) {
        return DynamicTest.dynamicTest(service + " listens to " + road.type() + " of " + road.topic(), () -> {
            var channels = read(service + "/src/main/resources/application.properties").lines()
                    .map(Pattern
                            .compile("mp\\.messaging\\.incoming\\.([a-z-]+)\\.topic=" + Pattern.quote(road.topic()))::matcher)
                    .filter(Matcher::matches).map(channel -> channel.group(1)).toList();
            assertEquals(1, channels.size(), channels::toString);
            assertTrue(code(service).anyMatch(source -> source.contains("@Incoming(\"" + channels.get(0) + "\")")),
                    channels::toString);
        });
    }

    /** A producer that is there is no longer one that comes later. */
    @TestFactory
    Stream<DynamicTest> whoComesLaterIsNotThereYet() {
        return roads().stream().filter(road -> road.producers().get(0).startsWith(LATER) && road.isOfItsOwn())
                .flatMap(road -> SERVICES.stream().filter(service -> !road.consumers().contains(service))
                        .map(service -> DynamicTest.dynamicTest(service + " sends nothing to " + road.topic(),
                                () -> assertTrue(code(service).noneMatch(source -> source.contains(constant(road.topic()))
                                        || source.contains("\"" + road.topic() + "\""))))));
    }

    /** All that a service's own classes say, without what is said about them. */
    private static Stream<String> code(String service) throws IOException {
        try (var files = Files.walk(Installation.ROOT.resolve(service).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(file -> withoutComments(read(file))).toList()
                    .stream();
        }
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)^\\s*//.*$", "");
    }

    /** A class of the service names the topic's constant. */
    private static DynamicTest names(Road road, String end) {
        return DynamicTest.dynamicTest(end + ": " + road.topic(), () -> {
            if (!end.startsWith(LATER)) {
                var service = end.split(" ")[0];
                var source = withoutComments(read("%s/src/main/java/eu/onrecord/%s/%s.java".formatted(service,
                        service.replace("-service", ""), end.split(" ")[1])));
                assertTrue(source.contains(constant(road.topic())) || source.contains(road.topic()), source);
            }
        });
    }

    private static String constant(String topic) {
        return "Topic." + Arrays.stream(Topic.class.getFields()).filter(field -> isNamed(field, topic)).findFirst()
                .orElseThrow().getName();
    }

    private static boolean isNamed(java.lang.reflect.Field field, String topic) {
        try {
            return topic.equals(field.get(null));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Set<String> sources(Road road) {
        return GoldenMessage.names().stream().map(GoldenMessage::read)
                .filter(example -> Optional.ofNullable(example.headers().lastHeader("ce_type"))
                        .filter(type -> new String(type.value()).equals(road.type())).isPresent())
                .map(example -> new String(example.headers().lastHeader("ce_source").value()).replace("/onrecord/", ""))
                .collect(Collectors.toSet());
    }

    private static List<Road> roads() {
        return read("deploy/local/manifests/src/test/resources/roads.txt").lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).map(Road::of).toList();
    }

    private static String read(String file) {
        return read(Installation.ROOT.resolve(Path.of(file)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
