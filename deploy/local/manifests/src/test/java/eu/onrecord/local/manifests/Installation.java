package eu.onrecord.local.manifests;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.local.manifests.NetworkPaths.Peer;
import eu.onrecord.local.manifests.NetworkPaths.Way;

/** The overlays of this repository, and everything that is asked of each. */
final class Installation {
    static final Path ROOT = Path.of("../../..");
    private static final List<String> SERVICES = List.of("ingest-service", "consent-service", "archive-service");
    /** Where continuous integration says that nothing may be left out. */
    private static final String REQUIRED = "manifests.required";

    private Installation() {
    }

    /** What production comes to with a component that a company may add. */
    static Manifests renderWith(String component) throws IOException {
        require(Kustomize.missing());
        var overlay = Files.createDirectories(Path.of("target", "with-" + component));
        Files.writeString(overlay.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [../../../../kubernetes/overlays/production]
                components: [../../../../kubernetes/%s]
                """.formatted(component));
        return Kustomize.render(overlay);
    }

    /** What an overlay comes to; the test is left out, and says so, where there is no kubectl. */
    static Manifests render(String overlay) throws IOException {
        var missing = Kustomize.missing();
        require(missing);
        return Kustomize.render(ROOT.resolve("deploy/kubernetes/overlays").resolve(overlay));
    }

    private static void require(Optional<String> missing) {
        if (Boolean.getBoolean(REQUIRED)) {
            missing.ifPresent(why -> {
                throw new IllegalStateException(why);
            });
        }
        missing.ifPresent(why -> System.out.println("Left out: " + why));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    /** Everything but the operators' schemas. */
    static List<Check> checks(String overlay) throws IOException {
        var brought = overlay.equals("evaluation") ? evaluationSecrets() : List.<JsonNode> of();
        var uses = new HashMap<String, KafkaUse>();
        var settings = new HashMap<String, Properties>();
        var known = new HashMap<String, KnownSettings>();
        for (var service : SERVICES) {
            var properties = new Properties();
            try (var reader = Files
                    .newBufferedReader(ROOT.resolve(service).resolve("src/main/resources/application.properties"))) {
                properties.load(reader);
            }
            settings.put(service, properties);
            uses.put(service, KafkaUse.of(ROOT.resolve(service).resolve("target/classes"), properties));
            known.put(service, KnownSettings.of(ROOT.resolve(service).resolve("target")));
        }
        var checks = new ArrayList<Check>(
                List.of(new KubernetesTypes(), new References(keys(brought)), new PodSecurity(), new KafkaAccess(),
                        new DatabaseAccess(), new Gateways(), new FetchedSecrets(), new Surface(),
                        new KafkaContract(uses), new Ports(settings), new GivenSettings(known, settingsIn(brought)),
                        GivenSettings.noSecretInTheOpen(), ways(List.of()),
                        NetworkPaths.privateAddressesStayPrivate()));
        if (overlay.equals("production")) {
            checks.add(new Durability());
        }
        checks.add(new Shape(Files.readAllLines(shape(overlay))));
        return checks;
    }

    /** Who reaches whom, and who may besides where a component opens more. */
    static NetworkPaths ways(List<Way> more) {
        return new NetworkPaths(Stream.concat(WAYS.stream(), more.stream()).toList(), PEERS, PORTS, Installation::anywhere);
    }

    /** What somebody has read that an overlay is made of. */
    static Path shape(String overlay) {
        return Path.of("src/test/resources/shapes", overlay + ".txt");
    }

    /** The operators' schemas; left out, and said so, where their definitions are not. */
    static OperatorSchemas schemas() throws IOException {
        var schemas = schemasIfThere();
        require(schemas.isPresent() ? Optional.empty()
                : Optional.of("there are no definitions of the operators' kinds: -Dcrds=<folder>"));
        return schemas.orElseThrow();
    }

    static Optional<OperatorSchemas> schemasIfThere() throws IOException {
        var folder = Optional.ofNullable(System.getProperty("crds")).filter(it -> !it.isBlank()).map(Path::of)
                .filter(Files::isDirectory);
        return folder.isPresent() ? Optional.of(OperatorSchemas.in(folder.get())) : Optional.empty();
    }

    /** What the script prints, which whoever evaluates applies. */
    static List<JsonNode> evaluationSecrets() throws IOException {
        var ca = Files.writeString(Files.createTempFile(Path.of("target"), "ca", ".crt"), "a certificate\n");
        var process = new ProcessBuilder(ROOT.resolve("deploy/kubernetes/evaluation-secrets").toString(),
                "--identity-provider-ca", ca.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var printed = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("evaluation-secrets failed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Manifests.parse(printed).all();
    }

    private static Map<String, Set<String>> keys(List<JsonNode> secrets) {
        return secrets.stream().collect(Collectors.toMap(Manifests::nameOf,
                secret -> Manifests.fields(secret.path("stringData")).map(Map.Entry::getKey).collect(Collectors.toSet())));
    }

    private static Map<String, Set<String>> settingsIn(List<JsonNode> secrets) throws IOException {
        var given = new HashMap<String, Set<String>>();
        for (var secret : secrets) {
            for (var file : Manifests.fields(secret.path("stringData")).toList()) {
                if (file.getKey().endsWith(".properties")) {
                    var properties = new Properties();
                    properties.load(new StringReader(file.getValue().asText()));
                    given.put(Manifests.nameOf(secret) + "/" + file.getKey(), new TreeSet<>(properties.stringPropertyNames()));
                }
            }
        }
        return given;
    }

    // Who reaches whom, as the design draws it

    private static final Peer INGEST = Peer.service("ingest-service");
    private static final Peer CONSENT = Peer.service("consent-service");
    static final Peer ARCHIVE = Peer.service("archive-service");
    private static final Peer CONSENT_MIGRATION = Peer.service("consent-service-migration");
    private static final Peer ARCHIVE_MIGRATION = Peer.service("archive-service-migration");
    private static final Peer KAFKA = Peer.pod("strimzi.io/cluster", "onrecord");
    private static final Peer CONSENT_DB = Peer.pod("cnpg.io/cluster", "consent-db");
    private static final Peer ARCHIVE_DB = Peer.pod("cnpg.io/cluster", "archive-db");
    private static final Peer KEYS_DB = Peer.pod("cnpg.io/cluster", "archive-keys-db");
    private static final Peer ANYBODY_HERE = Peer.pod("app", "anybody-here");
    static final Peer GATEWAY = Peer.namespace("gateway");
    private static final Peer MONITORING = Peer.namespace("monitoring");
    private static final Peer KEYCLOAK = Peer.namespace("keycloak");
    private static final Peer POSTGRESQL_OPERATOR = Peer.namespace("cnpg-system");
    private static final Peer KAFKA_OPERATOR = Peer.namespace("strimzi");
    private static final Peer DESK = Peer.namespace("desk");
    private static final Peer ANY_NAMESPACE = Peer.namespace("default");
    private static final Peer DNS = new Peer("DNS", "kube-system", Map.of("k8s-app", "kube-dns"));
    static final Peer INTERNET = new Peer("the internet", "", Map.of());

    static final List<Peer> OUR_PODS = List.of(INGEST, CONSENT, ARCHIVE, CONSENT_MIGRATION, ARCHIVE_MIGRATION);
    private static final List<Peer> DATA = List.of(KAFKA, CONSENT_DB, ARCHIVE_DB, KEYS_DB);
    private static final List<Peer> OTHERS = List.of(GATEWAY, MONITORING, KEYCLOAK, POSTGRESQL_OPERATOR, KAFKA_OPERATOR,
            ANY_NAMESPACE, DESK, DNS, INTERNET);
    private static final List<Peer> PEERS = Stream.of(OUR_PODS, DATA, OTHERS, List.of(ANYBODY_HERE)).flatMap(List::stream)
            .toList();
    private static final List<Integer> PORTS = List.of(22, 53, 80, 443, 5432, 6443, 8000, 8080, 8081, 8082, 8083, 8084, 8086,
            8443,
            9081, 9082, 9083, 9090, 9091, 9092, 9093, 9187);
    private static final List<Way> WAYS = ways();

    /** The API server and the object store of backups. */
    private static boolean anywhere(Way way) {
        return DATA.contains(way.from()) && (way.port() == 443 || way.port() == 6443);
    }

    private static List<Way> ways() {
        var ways = new ArrayList<Way>(
                List.of(new Way(GATEWAY, INGEST, 8081), new Way(GATEWAY, INGEST, 8084), new Way(GATEWAY, CONSENT, 8082),
                        new Way(GATEWAY, ARCHIVE, 8083), new Way(MONITORING, INGEST, 9081), new Way(MONITORING, CONSENT, 9082),
                        new Way(MONITORING, ARCHIVE, 9083), new Way(CONSENT, INTERNET, 443), new Way(CONSENT, DESK, 8443),
                        new Way(ARCHIVE, INTERNET, 443),
                        new Way(CONSENT, CONSENT_DB, 5432), new Way(CONSENT_MIGRATION, CONSENT_DB, 5432),
                        new Way(ARCHIVE, ARCHIVE_DB, 5432), new Way(ARCHIVE_MIGRATION, ARCHIVE_DB, 5432),
                        new Way(ARCHIVE, KEYS_DB, 5432), new Way(ARCHIVE_MIGRATION, KEYS_DB, 5432),
                        new Way(KAFKA_OPERATOR, KAFKA, 8443), new Way(KAFKA_OPERATOR, KAFKA, 9090),
                        new Way(KAFKA_OPERATOR, KAFKA, 9091)));
        for (var pod : OUR_PODS) {
            ways.add(new Way(pod, KAFKA, 9093));
            ways.add(new Way(pod, KEYCLOAK, 8443));
            ways.add(new Way(pod, DNS, 53));
        }
        for (var data : DATA) {
            ways.add(new Way(data, DNS, 53));
            // the API server and the object store, whose addresses are the cluster's own
            for (var other : OTHERS) {
                ways.add(new Way(data, other, 443));
                ways.add(new Way(data, other, 6443));
            }
        }
        for (var port : List.of(8443, 9090, 9091)) {
            ways.add(new Way(KAFKA, KAFKA, port));
        }
        for (var database : List.of(CONSENT_DB, ARCHIVE_DB, KEYS_DB)) {
            ways.add(new Way(database, database, 5432));
            ways.add(new Way(database, database, 8000));
            ways.add(new Way(POSTGRESQL_OPERATOR, database, 5432));
            ways.add(new Way(POSTGRESQL_OPERATOR, database, 8000));
            ways.add(new Way(MONITORING, database, 9187));
        }
        return ways;
    }
}
