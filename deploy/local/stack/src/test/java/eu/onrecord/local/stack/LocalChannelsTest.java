package eu.onrecord.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalChannelsTest {
    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final Ports PORTS = Ports.fixed();

    @TempDir
    private Path directory;

    @Test
    void thereIsAnExampleForEveryProviderThatIngestServiceKnows() throws IOException {
        var channels = LocalChannels.read(PORTS, ROOT, List.of(LocalChannels.examples(ROOT)));

        assertEquals(Set.of("whatsapp", "360dialog", "twilio", "vonage", "telegram"),
                channels.all().stream().map(ChannelFile::provider).collect(Collectors.toSet()));
        assertEquals(5, channels.simulated().size());
    }

    @Test
    void aChannelOfARealProviderIsNotSimulatedAndHasNoDeskThatItsFileDoesNotName() throws IOException {
        file("real", "send.api=https://api.telegram.org");

        var channels = LocalChannels.read(PORTS, ROOT, List.of(directory));
        var real = channels.all().get(1);

        assertEquals(Set.of("whatsapp-nl"), channels.simulated().keySet());
        assertEquals("https://api.telegram.org", real.get("send.api"));
        assertFalse(real.find("desk.url").isPresent());
        assertTrue(channels.dialect("real").isPresent(), "what it sends can be signed all the same");
    }

    @Test
    void eachServiceIsToldWhatItKnowsAndNothingElse() throws IOException {
        var channels = LocalChannels.read(PORTS, ROOT, List.of(LocalChannels.examples(ROOT)));
        var settings = new ServiceSettings(PORTS, directory, channels.all());

        var ingest = settings.ofIngest();
        assertEquals("http://localhost:8081/webhooks/twilio-nl", ingest.get("onrecord.channels.twilio-nl.options.public-url"));
        assertFalse(ingest.keySet().stream().anyMatch(name -> name.contains(".send.") || name.contains(".desk.")));
        var consent = settings.ofConsent();
        assertEquals("http://localhost:8080/telegram", consent.get("onrecord.channels.telegram-nl.send.api"));
        assertFalse(consent.keySet().stream().anyMatch(name -> name.contains(".secrets.") || name.contains("verify-token")));
        var archive = settings.ofArchive();
        assertEquals("http://localhost:8080/telegram", archive.get("onrecord.channels.telegram-nl.api"));
        assertEquals(consent.get("onrecord.channels.twilio-nl.send.account"),
                archive.get("onrecord.channels.twilio-nl.account"));
        assertFalse(archive.keySet().stream().anyMatch(name -> name.contains(".send.") || name.contains(".secrets.")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "provider", "legal-entity", "numbers", "secrets.local", "send.token" })
    void aFileThatLacksWhatEveryChannelHasIsNamedWithIt(String missing) throws IOException {
        var file = file("half", "");
        Files.write(file, Files.readAllLines(file).stream().filter(line -> !line.startsWith(missing + "=")).toList());

        var refused = assertThrows(IOException.class, () -> LocalChannels.read(PORTS, ROOT, List.of(directory)));

        assertTrue(refused.getMessage().contains("half.properties"), refused::getMessage);
        assertTrue(refused.getMessage().contains(missing.replace("local", "<key id>")), refused::getMessage);
    }

    @Test
    void aChannelThatIsThereTwiceIsRefused() throws IOException {
        file("whatsapp-nl", "");

        assertTrue(assertThrows(IOException.class, () -> LocalChannels.read(PORTS, ROOT, List.of(directory))).getMessage()
                .contains("whatsapp-nl"));
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        var missing = directory.resolve("nowhere");

        assertTrue(assertThrows(IOException.class, () -> LocalChannels.read(PORTS, ROOT, List.of(missing))).getMessage()
                .contains("nowhere"));
    }

    @ParameterizedTest
    @CsvSource({ "provider=telegram, provider=carrier-pigeon, carrier-pigeon",
            "provider=telegram, provider=vonage, send.account",
            "provider=telegram, provider=vonage\\nsend.account=x, send.token", "numbers=1, 'numbers=,', number" })
    void aFileThatCannotBeUsedIsRefusedWithTheReasonBeforeAnythingStarts(String line, String instead, String named)
            throws IOException {
        var file = file("other", "");
        Files.writeString(file, Files.readString(file).replace(line, instead.replace("\\n", "\n")));

        var refused = assertThrows(IOException.class, () -> LocalChannels.read(PORTS, ROOT, List.of(directory)));

        assertTrue(refused.getMessage().contains("other") && refused.getMessage().contains(named), refused::getMessage);
    }

    @Test
    void optionsAreReadOrRefused() {
        assertEquals(new UpOptions(true, false, true, List.of(LocalChannels.examples(ROOT), Path.of("x"))),
                UpOptions.of(ROOT, List.of("--demo", "--all-providers", "--channels", "x", "--fresh")));
        for (var wrong : List.of(List.of("--channels"), List.of("--demo", "--platform-only"), List.of("--unknown"),
                List.of("x"))) {
            assertEquals(UpOptions.USAGE,
                    assertThrows(IllegalArgumentException.class, () -> UpOptions.of(ROOT, wrong)).getMessage());
        }
    }

    private Path file(String name, String more) throws IOException {
        return Files.writeString(directory.resolve(name + ".properties"), """
                provider=telegram
                legal-entity=example-nl
                numbers=1
                secrets.local=a-secret
                send.token=1:x
                """ + more);
    }
}
