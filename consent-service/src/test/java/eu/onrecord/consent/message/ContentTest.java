package eu.onrecord.consent.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentTest {

    @ParameterizedTest
    @MethodSource("everyKind")
    void whatIsKeptUntilItIsSentIsReadAsItWasWritten(Content content) {
        assertEquals(content, ContentText.read(ContentText.write(content)));
    }

    static List<Content> everyKind() {
        return List.of(new Content.Text("Dag \"mevrouw\" 👋"),
                new Content.Media("document", URI.create("https://example.org/a.pdf"), null, "a.pdf"),
                new Content.Media("image", URI.create("https://example.org/a.jpg"), "Meterstand", null),
                new Content.Template("order_ready", "nl", List.of("Sanne", "12 mei")),
                new Content.Template("hello", "nl", null));
    }
}
