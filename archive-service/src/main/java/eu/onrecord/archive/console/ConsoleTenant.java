package eu.onrecord.archive.console;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.TenantResolver;
import io.quarkus.oidc.runtime.OidcUtils;
import io.vertx.ext.web.RoutingContext;

/** By which rules somebody is known: a page takes the console's cookies and no token, everything else tokens and no cookie. */
@ApplicationScoped
class ConsoleTenant implements TenantResolver {
    private static final String CONSOLE = "console";

    private final boolean isEnabled;

    ConsoleTenant(ConsoleConfig config) {
        this.isEnabled = config.enabled();
    }

    @Override
    public String resolve(RoutingContext request) {
        return isEnabled && ConsoleFilters.isOfConsole(request.normalizedPath()) ? CONSOLE : OidcUtils.DEFAULT_TENANT_ID;
    }
}
