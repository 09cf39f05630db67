package eu.onrecord.archive.console;

import java.net.URI;
import java.util.Set;

/**
 * Whether what changes or asks something was sent by a page of ours: another's page could send a form with the visitor's
 * cookies. By what the browser says itself, and no page can (Fetch Metadata; RFC 6454, section 7). Pure.
 */
final class SameSite {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private SameSite() {
    }

    /**
     * @param site the header Sec-Fetch-Site; null where the browser sends none
     * @param origin the header Origin; null where there is none
     * @param authority host and port that the request was sent to
     */
    static boolean allows(String method, String site, String origin, String authority) {
        if (SAFE.contains(method)) {
            return true;
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
