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

    /** Whether a request may go there: to the API itself, or to an allowed host, protected on the way. */
    boolean allow(URI file) {
        var host = file.getHost();
        return host != null && file.getUserInfo() == null && (isApi(file)
                || "https".equals(file.getScheme()) && !host.equals(api.getHost())
                        && allowed.stream().anyMatch(pattern -> matches(pattern, host)));
    }

    /** Whether it is the very server that the settings name, which may be anywhere. */
    boolean isApi(URI file) {
        return api.getHost().equals(file.getHost()) && api.getScheme().equals(file.getScheme())
                && api.getPort() == file.getPort();
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }
}
