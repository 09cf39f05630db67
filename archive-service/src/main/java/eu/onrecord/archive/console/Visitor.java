package eu.onrecord.archive.console;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;

/** Who looks at a page, and what they read. */
@RequestScoped
class Visitor {
    /** In which there is every word; the first where somebody reads none of them. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.forLanguageTag("nl"), Locale.FRENCH, Locale.GERMAN);

    private final SecurityIdentity identity;
    private final RoutingContext request;
    private final ZoneId zone;

    Visitor(SecurityIdentity identity, RoutingContext request, ConsoleConfig config) {
        this.identity = identity;
        this.request = request;
        this.zone = config.timeZone();
    }

    /** A page that an entry of the menu leads to. */
    Page page(String place) {
        return new Page(place, name(), language(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE)), zone);
    }

    /** A page for whoever it is: nobody is asked who they are. */
    Page pageForAnybody() {
        return new Page("", null, language(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE)), zone);
    }

    private String name() {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getClaim("preferred_username") != null
                ? token.getClaim("preferred_username")
                : identity.getPrincipal().getName();
    }

    /** RFC 9110, section 12.5.4. */
    static Locale language(String accepted) {
        try {
            var found = accepted == null ? null : Locale.lookup(Locale.LanguageRange.parse(accepted), LANGUAGES);
            return found == null ? LANGUAGES.get(0) : found;
        } catch (IllegalArgumentException malformed) {
            return LANGUAGES.get(0);
        }
    }
}
