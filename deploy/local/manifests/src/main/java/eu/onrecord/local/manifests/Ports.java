package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import eu.onrecord.local.manifests.Manifests.Workload;

/**
 * The ports of pods are those that the services listen at, the probes ask where health is, and the grace is longer than a
 * shutdown.
 */
final class Ports implements Check {
    /** Until no gateway sends here any more, and for what is done after the requests. */
    private static final int AROUND_THE_DRAIN_SECONDS = 10;

    private final Map<String, Properties> services;

    /** @param services the {@code application.properties} of each, by its name */
    Ports(Map<String, Properties> services) {
        this.services = services;
    }

    @Override
    public Stream<String> findings(Manifests manifests) {
        return Stream.concat(
                services.keySet().stream().filter(name -> manifests.find("Deployment", name).isEmpty())
                        .map(name -> "There is no Deployment " + name),
                manifests.workloads().filter(workload -> services.containsKey(workload.name()))
                        .flatMap(workload -> of(workload, services.get(workload.name()))));
    }

    private static Stream<String> of(Workload workload, Properties service) {
        var ports = Map.of("http", "quarkus.http.port", "management", "quarkus.management.port", "webhooks",
                "onrecord.edge.port");
        var wrong = ports.entrySet().stream().filter(port -> service.containsKey(port.getValue()))
                .filter(port -> workload.containers().flatMap(it -> each(it.path("ports")))
                        .noneMatch(own -> own.path("name").asText().equals(port.getKey())
                                && own.path("containerPort").asText().equals(service.getProperty(port.getValue()))))
                .map(port -> workload.where() + " does not have " + port.getValue() + " as its port " + port.getKey());
        var probes = Map.of("startupProbe", "/q/health/live", "livenessProbe", "/q/health/live", "readinessProbe",
                "/q/health/ready");
        var unasked = workload.containers().flatMap(container -> probes.entrySet().stream()
                .filter(probe -> !container.path(probe.getKey()).at("/httpGet/path").asText().equals(probe.getValue())
                        || !container.path(probe.getKey()).at("/httpGet/port").asText().equals("management")
                        || container.path(probe.getKey()).path("httpGet").size() != 2
                        || container.path(probe.getKey()).path("successThreshold").asInt(1) != 1
                        || container.path(probe.getKey()).path("failureThreshold").asInt(3) < 2)
                .map(probe -> workload.where() + " has no " + probe.getKey() + " at " + probe.getValue()
                        + " of its management port"));
        var drain = Integer.parseInt(service.getProperty("quarkus.shutdown.timeout").replace("S", ""));
        var before = workload.containers().mapToInt(it -> it.at("/lifecycle/preStop/sleep/seconds").asInt()).max().orElse(0);
        var grace = workload.pod().path("terminationGracePeriodSeconds").asInt(30);
        var cutOff = grace >= drain + before + AROUND_THE_DRAIN_SECONDS && before > 0 ? Stream.<String> empty()
                : Stream.of(workload.where() + " has " + grace + " s to end, and needs " + before + " before, " + drain
                        + " to drain and " + AROUND_THE_DRAIN_SECONDS + " around");
        return Stream.of(wrong, unasked, cutOff, unopened(workload)).flatMap(all -> all);
    }

    /** Where a setting has it listen beside. */
    private static Stream<String> unopened(Workload workload) {
        return workload.containers().flatMap(container -> each(container.path("env"))
                .filter(variable -> variable.path("name").asText().endsWith("_PORT") && variable.has("value"))
                .filter(variable -> each(container.path("ports"))
                        .noneMatch(port -> port.path("containerPort").asText().equals(variable.path("value").asText())))
                .map(variable -> workload.where() + " listens where it has no port: " + variable));
    }
}
