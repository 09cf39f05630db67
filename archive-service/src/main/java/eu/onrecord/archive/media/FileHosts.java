package eu.onrecord.archive.media;

import java.net.URI;
import java.util.Set;

/**
 * Where a file may be fetched from.
 *
 * @param api the provider's API, whose own host counts too
 * @param allowed host names; {@code *.} allows every host below a domain
 */
record FileHosts(URI api, Set<String> allowed) {

    /** Whether a request with our token may go there: an allowed host, and as well protected on the way as the API. */
    boolean allow(URI file) {
        var host = file.getHost();
        if (host == null || file.getUserInfo() != null) {
            return false;
        }
        if (host.equals(api.getHost())) {
            return api.getScheme().equals(file.getScheme()) && api.getPort() == file.getPort();
        }
        return "https".equals(file.getScheme()) && allowed.stream().anyMatch(pattern -> matches(pattern, host));
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }
}
