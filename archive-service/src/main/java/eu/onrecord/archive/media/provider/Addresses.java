package eu.onrecord.archive.media.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;

/** Addresses that are made of what others say. */
final class Addresses {
    private Addresses() {
    }

    /** One step below an address: whatever is in the name, it leads nowhere else. */
    static URI below(URI address, String name) {
        return URI.create(address + "/" + escaped(name));
    }

    static String escaped(String name) {
        var escaped = URLEncoder.encode(name, UTF_8).replace("+", "%20");
        return escaped.matches("\\.*") ? escaped.replace(".", "%2E") : escaped;
    }
}
