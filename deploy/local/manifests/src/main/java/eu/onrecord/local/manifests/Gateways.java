package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.nameOf;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.Map;
import java.util.stream.Stream;

/** The world reaches the webhooks, and nothing else; the rest is reached from inside. Always by TLS. */
final class Gateways implements Check {
    private static final Map<String, String> HOSTS = Map.of("webhooks", "ingest-service:80 /webhooks/ webhooks",
            "ingest-api", "ingest-service:8080 /quarantine/ internal", "consent-api", "consent-service:80 / internal",
            "archive-api", "archive-service:80 / internal");

    @Override
    public Stream<String> findings(Manifests manifests) {
        return gateways(manifests);
    }

    private static Stream<String> gateways(Manifests manifests) {
        var routes = manifests.of("HTTPRoute").stream().flatMap(route -> {
            var rule = route.at("/spec/rules/0");
            var leads = rule.at("/backendRefs/0/name").asText() + ":" + rule.at("/backendRefs/0/port").asText() + " "
                    + rule.at("/matches/0/path/value").asText() + " "
                    + route.at("/spec/parentRefs/0/name").asText();
            return need(leads.equals(HOSTS.get(nameOf(route)))
                    && route.at("/spec/rules").size() == 1 && rule.path("backendRefs").size() == 1
                    && rule.at("/matches/0/path/type").asText().equals("PathPrefix")
                    && (nameOf(route).equals("webhooks") || route.at("/spec/hostnames/0").asText()
                            .startsWith(nameOf(route).replace("-api", "") + ".")),
                    where(route) + " leads elsewhere: " + leads);
        });
        var missing = HOSTS.keySet().stream().filter(name -> manifests.find("HTTPRoute", name).isEmpty())
                .map(name -> "There is no HTTPRoute " + name);
        var gateways = manifests.of("Gateway").stream()
                .flatMap(gateway -> each(gateway.at("/spec/listeners")).flatMap(listener -> need(
                        listener.path("protocol").asText().equals("HTTPS") && listener.path("port").asInt() == 443
                                && listener.at("/tls/mode").asText().equals("Terminate")
                                && listener.at("/tls/certificateRefs").size() == 1
                                && listener.at("/allowedRoutes/namespaces/from").asText().equals("Same")
                                && gateway.at("/spec/gatewayClassName").asText()
                                        .equals(nameOf(gateway).equals("webhooks") ? "public" : "internal"),
                        where(gateway) + " listens to others, or without TLS")));
        var certificates = manifests.of("Certificate").stream().flatMap(certificate -> need(
                manifests.find("Gateway", nameOf(certificate)).filter(gateway -> certificate.at("/spec/dnsNames/0").asText()
                        .equals(gateway.at("/spec/listeners/0/hostname").asText())).isPresent()
                        && certificate.at("/spec/issuerRef/kind").asText().equals("ClusterIssuer")
                        && !certificate.path("spec").has("duration"),
                where(certificate) + " is of no gateway"));
        return Stream.of(routes, missing, gateways, certificates).flatMap(all -> all);
    }

    private static Stream<String> need(boolean holds, String otherwise) {
        return holds ? Stream.empty() : Stream.of(otherwise);
    }
}
