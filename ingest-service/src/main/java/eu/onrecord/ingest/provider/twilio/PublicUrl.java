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

    private void addForms(Set<String> forms, String query) {
        var authority = configured.getRawAuthority();
        var portless = configured.getPort() < 0 ? authority : authority.substring(0, authority.lastIndexOf(':'));
        var defaultPort = configured.getScheme().equals("https") ? 443 : 80;
        for (var form : Set.of(authority, portless,
                portless + ":" + (configured.getPort() < 0 ? defaultPort : configured.getPort()))) {
            forms.add(configured.getScheme() + "://" + form + configured.getRawPath() + (query == null ? "" : "?" + query));
        }
    }
}
