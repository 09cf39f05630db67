package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.fields;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.local.manifests.Manifests.Workload;
import eu.onrecord.settings.Demands;
import eu.onrecord.settings.Safety;
import eu.onrecord.settings.Settings;

/**
 * The settings that a service's pods are given, by files and by variables: all that it needs, none that it does not know, and
 * no secret in the
 * open.
 */
final class GivenSettings implements Check {
    /** Ports, the drain and the profile: probes, policies and the grace are made for those that the service has. */
    private static final Pattern ITS_OWN = Pattern.compile(
            "quarkus\\.(?:profile|shutdown\\..*|management\\..*|http\\.(?:port|ssl-port|host|host-enabled))|onrecord\\.edge\\.port");
    private static final String LOCATIONS = "QUARKUS_CONFIG_LOCATIONS";
    /** Given by those who install it, in a file of its own. */
    private static final Set<String> IN_SECRET_FILES = Set.of("onrecord.channels");

    private final Map<String, KnownSettings> known;
    private final Map<String, Set<String>> given;

    /**
     * @param known what each service knows
     * @param given the names of settings in files of secrets that no manifest shows, by secret
     */
    GivenSettings(Map<String, KnownSettings> known, Map<String, Set<String>> given) {
        this.known = known;
        this.given = given;
    }

    @Override
    public Stream<String> findings(Manifests manifests) {
        return manifests.workloads().flatMap(workload -> {
            var service = known.keySet().stream().filter(name -> workload.name().startsWith(name)).findFirst();
            return service.isEmpty() ? Stream.of(workload.where() + " is of no service")
                    : of(workload, known.get(service.get()), manifests);
        });
    }

    private Stream<String> of(Workload workload, KnownSettings settings, Manifests manifests) {
        var findings = new ArrayList<String>();
        var set = new TreeMap<String, String>();
        var locations = "";
        for (var container : workload.containers().toList()) {
            for (var variable : each(container.path("env")).toList()) {
                var name = variable.path("name").asText();
                if (name.equals(LOCATIONS)) {
                    locations = variable.path("value").asText();
                }
                settings.named(name).ifPresentOrElse(
                        setting -> set.put(setting, variable.has("valueFrom") ? "<secret>" : variable.path("value").asText()),
                        () -> findings.add(workload.where() + " sets " + name + ", which stands for no setting"));
            }
            for (var location : locations.split(",")) {
                file(location, workload, container, manifests, findings).forEach(set::putIfAbsent);
            }
        }
        set.keySet().forEach(name -> settings.objection(name)
                .ifPresent(why -> findings.add(workload.where() + ": " + why)));
        settings.needed().stream().filter(name -> IN_SECRET_FILES.stream().noneMatch(name::startsWith))
                .filter(name -> !set.containsKey(name) && set.keySet().stream().noneMatch(it -> it.startsWith(name + ".")))
                .forEach(name -> findings.add(workload.where() + " is not given " + name));
        for (var needed : List.of("kafka.bootstrap.servers", "quarkus.oidc.auth-server-url")) {
            if (!set.containsKey(needed)) {
                findings.add(workload.where() + " is not given " + needed);
            }
        }
        findings.addAll(unsafe(set).map(sentence -> workload.where() + ": " + sentence).toList());
        findings.addAll(new Wiring(workload, set, manifests).findings().toList());
        set.keySet().stream().filter(name -> ITS_OWN.matcher(name).matches()).forEach(
                name -> findings
                        .add(workload.where() + " is given " + name + ", which the image sets and the manifests follow"));
        set.forEach((name, value) -> {
            if (isSecret(name) && !value.equals("<secret>")) {
                findings.add(workload.where() + " has the secret " + name + " in the open");
            }
        });
        return findings.stream();
    }

    /** What the services demand of their settings, of those that stand in the open. */
    private static Stream<String> unsafe(Map<String, String> set) {
        var demands = new Demands(Settings.of(set));
        var datasources = Stream.of("quarkus.datasource.", "quarkus.datasource.keys.")
                .filter(prefix -> set.keySet().stream().anyMatch(name -> name.startsWith(prefix + "reactive.")))
                .toArray(String[]::new);
        var unmet = Stream
                .of(demands.databasesAreKept(), demands.kafkaIsEncrypted(), demands.postgresqlIsEncrypted(datasources),
                        demands.callersAreKnown(),
                        demands.addressesAreHttps("quarkus.oidc.auth-server-url"),
                        demands.privacyPoliciesAreLinked("onrecord.legal-entities.*.privacy-url"))
                .flatMap(demand -> demand.unmet().stream());
        var override = "true".equals(set.get(Safety.OVERRIDE)) ? Stream.of(Safety.OVERRIDE + " is set")
                : Stream.<String> empty();
        return Stream.concat(unmet, override);
    }

    private static boolean isSecret(String name) {
        return name.matches(".*(password|secret|token|jaas\\.config|-key)|onrecord\\.master-keys\\.keys\\..*|.*\\.secrets\\..*")
                && !name.endsWith("public-key");
    }

    /** The settings in one file, by what is mounted where it is looked for. */
    private Map<String, String> file(String location, Workload workload, JsonNode container, Manifests manifests,
            List<String> findings) {
        if (location.isEmpty()) {
            findings.add(workload.where() + " reads no file of settings");
            return Map.of();
        }
        var mount = each(container.path("volumeMounts"))
                .filter(it -> location.startsWith(it.path("mountPath").asText() + "/")).findFirst();
        var volume = mount.flatMap(it -> each(workload.pod().path("volumes"))
                .filter(candidate -> candidate.path("name").equals(it.path("name"))).findFirst());
        if (volume.isEmpty()) {
            findings.add(workload.where() + " reads " + location + ", where nothing is mounted");
            return Map.of();
        }
        var key = location.substring(mount.get().path("mountPath").asText().length() + 1);
        if (volume.get().has("configMap")) {
            var content = manifests.find("ConfigMap", volume.get().at("/configMap/name").asText())
                    .map(map -> map.path("data").path(key));
            if (content.isEmpty() || content.get().isMissingNode()) {
                findings.add(workload.where() + " reads " + location + ", and the ConfigMap has no " + key);
                return Map.of();
            }
            return properties(content.get().asText());
        }
        var secret = each(volume.get().at("/projected/sources")).map(source -> source.path("secret"))
                .filter(source -> each(source.path("items")).anyMatch(item -> item.path("path").asText().equals(key)))
                .map(source -> source.path("name").asText()).findFirst();
        if (secret.isEmpty()) {
            findings.add(workload.where() + " reads " + location + ", which no secret gives");
            return Map.of();
        }
        return secretFile(secret.get(), key, manifests);
    }

    private Map<String, String> secretFile(String secret, String key, Manifests manifests) {
        var template = manifests.find("ExternalSecret", secret)
                .map(it -> it.at("/spec/target/template/data").path(key).asText())
                .filter(text -> text.contains("="));
        if (template.isPresent()) {
            return properties(template.get()).keySet().stream().collect(Collectors.toMap(name -> name, name -> "<secret>"));
        }
        return given.getOrDefault(secret + "/" + key, new TreeSet<>()).stream()
                .collect(Collectors.toMap(name -> name, name -> "<secret>"));
    }

    private static Map<String, String> properties(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** Literal secrets anywhere else. */
    static Check noSecretInTheOpen() {
        return manifests -> Stream.concat(
                manifests.of("Secret").stream().map(secret -> Manifests.where(secret) + " stands in a manifest"),
                manifests.of("ConfigMap").stream()
                        .flatMap(map -> fields(map.path("data")).filter(entry -> entry.getValue().asText()
                                .matches("(?s).*(local-only|BEGIN [A-Z ]*PRIVATE KEY|whsec_[A-Za-z0-9]).*"))
                                .map(entry -> Manifests.where(map) + " has a secret in " + entry.getKey())));
    }
}
