package eu.onrecord.ingest.provider.twilio;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The address that Twilio was told to call. It is part of what Twilio signs, so it comes from the configuration: what a request
 * says of its host may be anybody's.
 */
record PublicUrl(URI configured) {

    /** @throws IllegalArgumentException if it is no absolute http or https address */
    static PublicUrl of(String configured) {
        var url = URI.create(configured);
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException("not an absolute http(s) address");
        }
        return new PublicUrl(url);
    }

    /**
     * Every form in which Twilio may have signed it: with the query it was configured with or the one that came (Twilio adds
     * to it), with and without the default port (Twilio's own libraries try both).
     *
     * @param query as it came; null where there is none
     */
    Set<String> forms(String query) {
        var forms = new LinkedHashSet<String>();
        addForms(forms, configured.getRawQuery());
        addForms(forms, query);
        return forms;
    }

    /** The same, with no query but the one that came. */
    Set<String> formsWith(String query) {
        var forms = new LinkedHashSet<String>();
        addForms(forms, query);
        return forms;
    }

    private void addForms(Set<String> forms, String query) {
        var path = configured.getRawPath() + (query == null ? "" : "?" + query);
        var authority = configured.getRawAuthority();
        var hasPort = configured.getPort() >= 0;
        var portless = hasPort ? authority.substring(0, authority.lastIndexOf(':')) : authority;
        var port = hasPort ? configured.getPort() : configured.getScheme().equals("https") ? 443 : 80;
        forms.add(configured.getScheme() + "://" + portless + path);
        forms.add(configured.getScheme() + "://" + portless + ":" + port + path);
    }
}
