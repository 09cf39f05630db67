package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;
import static eu.onrecord.local.manifests.Manifests.nameOf;
import static eu.onrecord.local.manifests.Manifests.where;

import java.util.stream.Stream;

/** What is asked of every object and service alike: its namespace, its way out, its watch. */
final class Surface implements Check {
    @Override
    public Stream<String> findings(Manifests manifests) {
        return Stream.of(namespaces(manifests), monitored(manifests), services(manifests)).flatMap(all -> all);
    }

    private static Stream<String> namespaces(Manifests manifests) {
        return manifests.all().stream().filter(object -> !object.path("kind").asText().equals("Namespace"))
                .flatMap(object -> need(object.at("/metadata/namespace").asText().equals("onrecord"),
                        where(object) + " is in another namespace"));
    }

    private static Stream<String> monitored(Manifests manifests) {
        return Stream.of("ingest-service", "consent-service", "archive-service").flatMap(service -> need(
                manifests.find("ServiceMonitor", service)
                        .filter(monitor -> monitor.at("/spec/endpoints/0/path").asText().equals("/q/metrics")
                                && !monitor.at("/spec/endpoints/0").has("scheme")
                                && !monitor.path("spec").has("namespaceSelector")
                                && monitor.at("/spec/jobLabel").asText().equals("app.kubernetes.io/name")
                                && monitor.at("/spec/selector/matchLabels").path("app.kubernetes.io/name").asText()
                                        .equals(service))
                        .isPresent(),
                service + " is watched by nobody"));
    }

    private static Stream<String> services(Manifests manifests) {
        return manifests.of("Service").stream().flatMap(service -> need(
                service.at("/spec/type").asText("ClusterIP").equals("ClusterIP")
                        && each(service.at("/spec/ports")).allMatch(port -> port.path("targetPort").asText()
                                .equals(portOf(nameOf(service), port.path("port").asInt()))),
                where(service) + " is reached from outside, or leads to another port"));
    }

    /** The port of the pod that one of the service's leads to: webhooks come where nothing else is. */
    private static String portOf(String service, int port) {
        return service.endsWith("-management") ? "management"
                : service.equals("archive-service-tiles") ? "tiles"
                        : service.equals("ingest-service") && port == 80 ? "webhooks" : "http";
    }

    private static Stream<String> need(boolean holds, String otherwise) {
        return holds ? Stream.empty() : Stream.of(otherwise);
    }
}
