package eu.onrecord.local.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service as it would be handed to native-image. */
class ServicesAsNativeImageTest {
    private static final Path ROOT = Path.of("../../..");
    private static final Set<String> NOTHING = Set.of();

    @ParameterizedTest
    @ValueSource(strings = { "ingest-service", "consent-service", "archive-service" })
    void nothingRefersToAMemberThatIsNotThere(String service) throws IOException {
        assertEquals(NOTHING, new Linkage(classPath(service)).broken());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ingest-service", "consent-service", "archive-service" })
    void nothingOfRunTimeIsKeptInAStaticAnEnumOrAConstant(String service) throws IOException {
        assertEquals(NOTHING, KeptState.in(sources(service).classPath()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "ingest-service", "consent-service", "archive-service" })
    void noClassAsksTheMachineItIsBuiltOn(String service) throws IOException {
        assertEquals(NOTHING, new BuildMachine(classPath(service)).asked());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ingest-service", "consent-service", "archive-service" })
    void everythingThatIsReadOrWrittenAsJsonIsRegistered(String service) throws IOException {
        var classPath = classPath(service);

        assertFalse(SerializedTypes.of(classPath).isEmpty(), "no type was found: the search is broken");
        assertEquals(NOTHING, new Registration(classPath, configuration(service)).missing());
    }

    @ParameterizedTest
    @ValueSource(strings = { "ingest-service", "consent-service", "archive-service" })
    void everyResourceThatIsOpenedByNameIsIncluded(String service) throws IOException {
        assertEquals(NOTHING, new OpenedResources(classPath(service), configuration(service)).missing());
    }

    private static NativeSources sources(String service) throws IOException {
        return NativeSources.in(ROOT.resolve(service).resolve("target/native-sources"));
    }

    private static ClassPath classPath(String service) throws IOException {
        return ClassPath.of(sources(service).classPath());
    }

    private static ReachableConfiguration configuration(String service) throws IOException {
        return ReachableConfiguration.of(sources(service).classPath());
    }
}
