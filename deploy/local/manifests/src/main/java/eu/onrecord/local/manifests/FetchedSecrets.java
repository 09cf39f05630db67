package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.fields;
import static eu.onrecord.local.manifests.Manifests.nameOf;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** What is fetched from the company's own store: all of it used, each where it belongs. */
final class FetchedSecrets implements Check {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *\\.(\\w+) *\\}\\}");
    private static final Map<String, String> REMOTE = Map.of("threadKey", "thread-key", "identifierKey", "identifier-key",
            "lookupKey",
            "lookup-key", "masterKey", "master-key-2026", "ledgerSigningKey", "ledger-signing-key", "ledgerPublicKey",
            "ledger-public-key", "ca.crt", "identity-provider-ca");

    @Override
    public Stream<String> findings(Manifests manifests) {
        return secrets(manifests);
    }

    /** Every word of a template is fetched, and what is fetched is used; a login is its role's. */
    private static Stream<String> secrets(Manifests manifests) {
        return manifests.of("ExternalSecret").stream().flatMap(external -> {
            var fetched = each(external.at("/spec/data")).map(data -> data.path("secretKey").asText())
                    .collect(Collectors.toSet());
            var template = external.at("/spec/target/template/data");
            var used = fields(template).flatMap(entry -> PLACEHOLDER.matcher(entry.getValue().asText()).results())
                    .map(found -> found.group(1)).collect(Collectors.toSet());
            var braces = fields(template)
                    .anyMatch(entry -> PLACEHOLDER.matcher(entry.getValue().asText()).replaceAll("").contains("{"));
            return Stream.of(need(template.isMissingNode() || used.equals(fetched) && !braces,
                    where(external) + " fetches " + fetched + " and uses " + used),
                    need(external.at("/spec/secretStoreRef").toString()
                            .equals("{\"kind\":\"SecretStore\",\"name\":\"onrecord\"}")
                            && external.at("/spec/refreshInterval").asText().matches("\\d+[smh]"),
                            where(external) + " asks another store"),
                    each(external.at("/spec/data")).flatMap(data -> need(
                            REMOTE.getOrDefault(data.path("secretKey").asText(), nameOf(external)
                                    + "-" + data.path("secretKey").asText())
                                    .equals(data.at("/remoteRef/key").asText().replaceFirst("^onrecord/", ""))
                                    || data.path("secretKey").asText().equals("channels")
                                            && data.at("/remoteRef/key").asText().equals("onrecord/" + nameOf(external)),
                            where(external) + " takes " + data.path("secretKey").asText() + " from "
                                    + data.at("/remoteRef/key").asText())),
                    master(external), login(external)).flatMap(all -> all);
        });
    }

    private static Stream<String> master(JsonNode external) {
        var keys = external.at("/spec/target/template/data").path("keys.properties").asText();
        if (!keys.contains("master-keys.current=")) {
            return Stream.empty();
        }
        var current = keys.replaceFirst("(?s).*master-keys\\.current=(\\w+).*", "$1");
        return need(keys.contains("onrecord.master-keys.keys." + current + "={{ .masterKey }}")
                && keys.contains("onrecord.lookup-key={{ .lookupKey }}")
                && keys.contains("onrecord.ledger.signing-key={{ .ledgerSigningKey }}")
                && keys.contains("onrecord.ledger.public-key={{ .ledgerPublicKey }}"),
                where(external) + " puts keys where others belong");
    }

    private static Stream<String> login(JsonNode external) {
        var username = external.at("/spec/target/template/data").path("username");
        return username.isMissingNode() ? Stream.empty()
                : need(username.asText().equals(nameOf(external).replace("-db", "").replace('-', '_'))
                        && external.at("/spec/target/template/type").asText().equals("kubernetes.io/basic-auth"),
                        where(external) + " is the login of " + username.asText());
    }

    private static Stream<String> need(boolean holds, String otherwise) {
        return holds ? Stream.empty() : Stream.of(otherwise);
    }
}
