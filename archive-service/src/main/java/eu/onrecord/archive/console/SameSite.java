package eu.onrecord.archive.console;

import java.net.URI;
import java.util.Set;

/**
 * Whether what was sent was sent by a page of ours: another's page could send a form with the visitor's cookies, or have an
 * image fetched that is a read in their name. Following a link from elsewhere is allowed: the address bar shows it. By what
 * the browser says itself, and no page can (Fetch Metadata, its resource isolation policy; RFC 6454, section 7). Pure.
 */
final class SameSite {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private SameSite() {
    }

    /**
     * @param site the header Sec-Fetch-Site; null where the browser sends none
     * @param destination the header Sec-Fetch-Dest: for what it is fetched; null where the browser sends none
     * @param origin the header Origin; null where there is none
     * @param authority host and port that the request was sent to
     */
    static boolean allows(String method, String site, String destination, String origin, String authority) {
        if (SAFE.contains(method)) {
            return site == null || OWN.contains(site) || "document".equals(destination);
        }
        return site != null ? site.equals("same-origin") : origin != null && authority.equals(authority(origin));
    }

    private static String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
