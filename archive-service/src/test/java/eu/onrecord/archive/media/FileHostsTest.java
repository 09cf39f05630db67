package eu.onrecord.archive.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileHostsTest {
    private final FileHosts hosts = new FileHosts(URI.create("https://graph.facebook.com/v23.0"),
            Set.of("*.fbsbx.com", "files.example.org", "everybodys.example.com/ours/"));

    @ParameterizedTest
    @CsvSource({ "https://lookaside.fbsbx.com/whatsapp/?mid=1, true", "https://graph.facebook.com/x, true",
            "https://files.example.org/x, true", "https://everybodys.example.com/ours/x?y=/../z, true",
            "https://everybodys.example.com/theirs/x, false", "https://everybodys.example.com/ours, false",
            "https://everybodys.example.com/oursx/y, false", "https://everybodys.example.com/ours/../theirs/x, false",
            "https://everybodys.example.com/ours/%2E%2e/theirs/x, false", "https://everybodys.example.com/ours%2Fx, false",
            "https://everybodys.example.com//ours/x, false", "https://everybodys.example.com, false",
            "http://lookaside.fbsbx.com/x, false", "http://graph.facebook.com/x, false",
            "https://graph.facebook.com:8443/x, false", "https://fbsbx.com/x, false", "https://evilfbsbx.com/x, false",
            "https://fbsbx.com.evil.org/x, false", "https://lookaside.fbsbx.com@evil.org/x, false",
            "https://x@lookaside.fbsbx.com/x, false", "https://169.254.169.254/x, false", "file:///etc/passwd, false",
            "/relative, false", "https://GRAPH.facebook.com:443/x, true", "HTTPS://graph.facebook.com./x, true",
            "https://files.example.org:443/x, true", "https://files.example.org:8443/x, false",
            "https://lookaside.fbsbx.com:22/x, false", "https://Files.Example.org./x, true" })
    void onlyHostsThatAreKnownAreAsked(URI file, boolean allowed) {
        assertEquals(allowed, hosts.allow(file));
    }
}
