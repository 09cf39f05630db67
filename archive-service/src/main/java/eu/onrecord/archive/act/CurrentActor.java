package eu.onrecord.archive.act;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.jwt.JsonWebToken;

import eu.onrecord.contract.act.Act.Actor;
import io.quarkus.security.identity.SecurityIdentity;

/** Who asks. */
@ApplicationScoped
public class CurrentActor {
    private final SecurityIdentity identity;

    CurrentActor(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** OpenID Connect Core 1.0, section 5.7: issuer and subject together are one person for ever, and a name is not. */
    public Actor get() {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? new Actor(token.getIssuer(), token.getSubject(), token.getClaim("azp"))
                : new Actor("-", identity.getPrincipal().getName(), null);
    }
}
