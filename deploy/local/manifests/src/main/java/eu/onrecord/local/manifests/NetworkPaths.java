package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who reaches whom: a table of all ways that the design draws, and a look at every other. A way is open if the policies of both
 * ends let it
 * through.
 */
final class NetworkPaths implements Check {
    /**
     * Somebody on the network.
     *
     * @param name for the finding
     * @param namespace where it is; null is ours, an empty one the internet
     * @param labels of its pods
     */
    record Peer(String name, String namespace, Map<String, String> labels) {
        static Peer pod(String label, String value) {
            return new Peer(value, null, Map.of(label, value));
        }

        static Peer service(String name) {
            return new Peer(name, null, Map.of("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "onrecord"));
        }

        static Peer namespace(String namespace) {
            return new Peer("the namespace " + namespace, namespace, Map.of());
        }

        boolean isOurs() {
            return namespace == null;
        }
    }

    /**
     * A way from one to another.
     *
     * @param port of the other
     */
    record Way(Peer from, Peer to, int port) {
        @Override
        public String toString() {
            return from.name() + " to " + to.name() + ":" + port;
        }
    }

    private static final int DNS = 53;

    private final List<Way> open;
    private final List<Peer> peers;
    private final List<Integer> ports;
    private final Predicate<Way> anywhere;

    /**
     * @param open every way that there has to be
     * @param peers everybody
     * @param ports every port that is looked at
     * @param anywhere the ways that may be begun without being needed, since where they lead has no name
     */
    NetworkPaths(List<Way> open, List<Peer> peers, List<Integer> ports, Predicate<Way> anywhere) {
        this.open = open;
        this.peers = peers;
        this.ports = ports;
        this.anywhere = anywhere;
    }

    @Override
    public Stream<String> findings(Manifests manifests) {
        var policies = manifests.of("NetworkPolicy");
        var findings = new ArrayList<String>(policies.stream().flatMap(NetworkPaths::unclear).toList());
        open.stream().filter(way -> !isOpen(way, policies)).forEach(way -> findings.add("No policy lets through " + way));
        for (var from : peers) {
            for (var to : peers) {
                for (var port : ports) {
                    var way = new Way(from, to, port);
                    if (!open.contains(way)) {
                        needless(way, policies).ifPresent(findings::add);
                    }
                }
            }
        }
        return findings.stream();
    }

    /** What says more than is looked at here is not looked at by anybody. */
    private static Stream<String> unclear(JsonNode policy) {
        var findings = new ArrayList<String>();
        if (policy.findValue("matchExpressions") != null || policy.findValue("endPort") != null) {
            findings.add(Manifests.where(policy) + " says more than labels and ports: nobody can tell whom it lets through");
        }
        policy.findValues("protocol").stream().map(JsonNode::asText).filter(protocol -> !protocol.equals("TCP"))
                .filter(protocol -> each(policy.at("/spec/egress")).noneMatch(rule -> each(rule.path("ports"))
                        .anyMatch(port -> port.path("protocol").asText().equals(protocol) && port.path("port").asInt() == DNS)))
                .forEach(protocol -> findings.add(Manifests.where(policy) + " speaks of " + protocol));
        for (var type : List.of("ingress", "egress")) {
            each(policy.path("spec").path(type))
                    .filter(rule -> each(rule.path("ports")).anyMatch(port -> port.path("port").asInt() == DNS))
                    .filter(rule -> each(rule.path("ports")).map(port -> port.path("protocol").asText()).distinct()
                            .count() != 2)
                    .forEach(rule -> findings.add(Manifests.where(policy) + " lets names be asked by one protocol alone"));
            each(policy.path("spec").path(type)).flatMap(rule -> each(rule.path(type.equals("egress") ? "to" : "from")))
                    .map(peer -> peer.at("/ipBlock/cidr")).filter(cidr -> !cidr.isMissingNode())
                    .filter(cidr -> !cidr.asText().equals("0.0.0.0/0") && !cidr.asText().equals("::/0"))
                    .forEach(cidr -> findings.add(Manifests.where(policy) + " names the addresses " + cidr.asText()));
        }
        return findings.stream();
    }

    /** Each end has to be closed by itself: a mistake at one is not made good by the other. */
    private Optional<String> needless(Way way, List<JsonNode> policies) {
        if (way.from().isOurs() && !anywhere.test(way) && leaves(way, policies)) {
            return Optional.of("A policy lets out " + way + ", which nobody needs");
        }
        return way.to().isOurs() && enters(way, policies) ? Optional.of("A policy lets in " + way + ", which nobody needs")
                : Optional.empty();
    }

    private static boolean isOpen(Way way, List<JsonNode> policies) {
        return leaves(way, policies) && enters(way, policies);
    }

    private static boolean leaves(Way way, List<JsonNode> policies) {
        return lets(way, way.from(), way.to(), "Egress", "egress", "to", policies);
    }

    private static boolean enters(Way way, List<JsonNode> policies) {
        return lets(way, way.to(), way.from(), "Ingress", "ingress", "from", policies);
    }

    /** Whether the policies of one end let the other through; a pod that none selects is open. */
    private static boolean lets(Way way, Peer self, Peer other, String type, String rules, String peer,
            List<JsonNode> policies) {
        if (!self.isOurs()) {
            return true;
        }
        var own = policies.stream().filter(policy -> selects(policy.at("/spec/podSelector"), self.labels()))
                .filter(policy -> each(policy.at("/spec/policyTypes")).anyMatch(it -> it.asText().equals(type))).toList();
        return own.isEmpty() || own.stream().flatMap(policy -> each(policy.path("spec").path(rules)))
                .anyMatch(rule -> hasPort(rule, way.port()) && hasPeer(rule.path(peer), other));
    }

    private static boolean hasPort(JsonNode rule, int port) {
        return rule.path("ports").isEmpty()
                || each(rule.path("ports")).anyMatch(it -> !it.has("port") || it.path("port").asInt() == port);
    }

    private static boolean hasPeer(JsonNode peers, Peer other) {
        return peers.isEmpty() || each(peers).anyMatch(peer -> is(peer, other));
    }

    private static boolean is(JsonNode peer, Peer other) {
        if (peer.has("ipBlock")) {
            return "".equals(other.namespace());
        }
        if ("".equals(other.namespace())) {
            return false;
        }
        var namespaceFits = peer.has("namespaceSelector")
                ? selects(peer.path("namespaceSelector"),
                        Map.of("kubernetes.io/metadata.name", other.isOurs() ? "onrecord" : other.namespace()))
                : other.isOurs();
        return namespaceFits && (!peer.has("podSelector") || selects(peer.path("podSelector"), other.labels()));
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        ObjectNode present = JsonNodeFactory.instance.objectNode();
        labels.forEach(present::put);
        return Manifests.matches(selector.path("matchLabels"), present)
                && fields(selector).allMatch(field -> field.getKey().equals("matchLabels"));
    }

    /** No address inside is reached as if it were the internet. */
    static Check privateAddressesStayPrivate() {
        return manifests -> manifests.of("NetworkPolicy").stream().flatMap(policy -> each(policy.at("/spec/egress"))
                .flatMap(rule -> each(rule.path("to"))).map(peer -> peer.path("ipBlock"))
                .filter(block -> !block.isMissingNode())
                .filter(block -> block.path("cidr").asText().equals("::/0")
                        ? !each(block.path("except")).map(JsonNode::asText).toList().contains("fc00::/7")
                        : !each(block.path("except")).map(JsonNode::asText).toList()
                                .containsAll(List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")))
                .map(block -> Manifests.where(policy) + " reaches private addresses as if they were the internet"));
    }
}
