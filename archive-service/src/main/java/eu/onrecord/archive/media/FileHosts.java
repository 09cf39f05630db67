package eu.onrecord.archive.media;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a file may be fetched from.
 *
 * @param api the provider's API, whose own host counts too
 * @param allowed host names; {@code *.} allows every host below a domain, and a folder behind a name that folder alone: where
 *        everybody's files lie at one host
 */
record FileHosts(URI api, Set<String> allowed) {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final Pattern UNCLEAR = Pattern.compile("(?i)\\.\\.|//|%2e|%2f|%5c");

    /** Whether a request may go there: to the API itself, or to an allowed host at the port that goes without saying. */
    boolean allow(URI file) {
        var host = host(file);
        return host != null && file.getUserInfo() == null && (isApi(file) || "https".equalsIgnoreCase(file.getScheme())
                && port(file) == HTTPS && !host.equals(host(api))
                && allowed.stream().anyMatch(pattern -> matches(pattern, host, file)));
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

    private static boolean matches(String pattern, String host, URI file) {
        var slash = pattern.indexOf('/');
        var name = slash < 0 ? pattern : pattern.substring(0, slash);
        return (name.startsWith("*.") ? host.endsWith(name.substring(1)) : name.equals(host))
                && (slash < 0 || isIn(pattern.substring(slash), file));
    }

    /** As it stands there, and not as some server understands it. */
    private static boolean isIn(String folder, URI file) {
        var path = file.getRawPath();
        return path != null && path.startsWith(folder) && !UNCLEAR.matcher(path).find();
    }
}
