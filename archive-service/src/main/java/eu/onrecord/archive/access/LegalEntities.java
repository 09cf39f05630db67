package eu.onrecord.archive.access;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.eclipse.microprofile.jwt.JsonWebToken;

import eu.onrecord.archive.record.Understanding;
import io.quarkus.security.identity.SecurityIdentity;

/** The legal entities whose records whoever asks may see. Denied by default: without the claim, none. */
@ApplicationScoped
public class LegalEntities {
    /** By which acts are told that concern none. */
    private static final String NONE = "-";

    private final SecurityIdentity identity;
    private final String claim;

    LegalEntities(SecurityIdentity identity, ClaimsConfig claims) {
        this.identity = identity;
        this.claim = claims.legalEntities();
    }

    /** Their names, in no order. */
    public Set<String> ofCaller() {
        return identity.getPrincipal() instanceof JsonWebToken token ? in(token, claim.split("/")) : Set.of();
    }

    private static Set<String> in(JsonWebToken token, String[] path) {
        var found = token.<Object> getClaim(path[0]);
        for (var step : Arrays.asList(path).subList(1, path.length)) {
            found = found instanceof JsonObject object ? object.get(step) : null;
        }
        return found instanceof JsonArray array ? words(array) : Set.of();
    }

    /** What is no word, or none that a record can bear, holds nothing. */
    private static Set<String> words(JsonArray array) {
        var words = new LinkedHashSet<String>();
        for (JsonValue value : array) {
            if (value instanceof JsonString word && Understanding.isName(word.getString())
                    && !word.getString().equals(NONE)) {
                words.add(word.getString());
            }
        }
        return words;
    }
}
