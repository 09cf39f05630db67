package eu.onrecord.archive.media;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where a file may be fetched from.
 *
 * @param api the provider's API, whose own host counts too
 * @param allowed host names; {@code *.} allows every host below a domain
 */
record FileHosts(URI api, Set<String> allowed) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Whether a request may go there: to the API itself, or to an allowed host at the port that goes without saying. */
    boolean allow(URI file) {
        var host = host(file);
        return host != null && file.getUserInfo() == null && (isApi(file) || "https".equalsIgnoreCase(file.getScheme())
                && port(file) == HTTPS && !host.equals(host(api))
                && allowed.stream().anyMatch(pattern -> matches(pattern, host)));
    }

    /** Whether it is the very server that the settings name, which may be anywhere. */
    boolean isApi(URI file) {
        return host(api).equals(host(file)) && api.getScheme().equalsIgnoreCase(file.getScheme()) && port(api) == port(file);
    }

    /** Names are the same in capitals, and with the dot that ends all of them. */
    private static String host(URI address) {
        return address.getHost() == null ? null : address.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP;
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }
}
