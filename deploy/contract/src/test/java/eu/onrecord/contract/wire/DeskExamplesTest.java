package eu.onrecord.contract.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What desks are told, by example: each of them is what its schema says, and each word of the schemas stands in one. */
class DeskExamplesTest {

    @TestFactory
    Stream<DynamicTest> eachExampleIsWhatItsSchemaSays() {
        return Examples.ofDesks().map(example -> DynamicTest.dynamicTest(example.path("type").asText(),
                () -> assertEquals(Set.of(), Schema.of(Examples.deskSchema(example)).validate(example))));
    }

    /** What stands outside says the same as the data. */
    @TestFactory
    Stream<DynamicTest> aChangeOfConsentIsOfItsType() {
        return Examples.ofDesks().filter(example -> example.path("data").has("change"))
                .map(example -> DynamicTest.dynamicTest(example.path("type").asText(),
                        () -> assertEquals("eu.onrecord.consent." + example.at("/data/change").asText() + ".v1",
                                example.path("type").asText())));
    }

    @TestFactory
    Stream<DynamicTest> eachIsFromConsentServiceInTheFormOfOneEvent() {
        return Examples.ofDesks().map(example -> DynamicTest.dynamicTest(example.path("id").asText(),
                () -> assertEquals("/onrecord/consent-service", example.path("source").asText())));
    }

    @Test
    void eachWordStandsInAnExample() {
        var missing = new TreeSet<String>();
        for (var name : Schema.names().stream().filter(it -> it.startsWith("desk-")).toList()) {
            Schema.of(name).words().forEach((path, words) -> words.stream()
                    .filter(word -> Examples.of(name).stream().flatMap(example -> Schema.at(example, path))
                            .noneMatch(value -> value.asText().equals(word)))
                    .forEach(word -> missing.add(name + " " + path + " " + word)));
        }

        assertEquals(Set.of(
                // what customers want changes what is sent, and stands in each message that comes after
                "desk-message-received.v1 data.optOut marketing",
                // consent-service has no rule yet that tells who is somebody else
                "desk-consent-changed.v1 type eu.onrecord.consent.customers-separated.v1",
                // what the desk sends it knows itself
                "desk-message-received.v1 data.content[].type template",
                // no desk tells yet that a model wrote
                "desk-message-received.v1 data.author.kind ai"), missing);
    }
}
