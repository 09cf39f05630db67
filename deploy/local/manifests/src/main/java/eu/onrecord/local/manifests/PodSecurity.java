package eu.onrecord.local.manifests;

import static eu.onrecord.local.manifests.Manifests.each;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import eu.onrecord.local.manifests.Manifests.Workload;

/**
 * The restricted profile of the <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 * Standards</a>, and what we ask beyond it: a numeric user, a root that cannot be written, no token, an image by its digest,
 * and a bound for
 * memory.
 */
final class PodSecurity implements Check {
    private static final Set<String> VOLUMES = Set.of("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral",
            "persistentVolumeClaim", "projected", "secret");

    @Override
    public Stream<String> findings(Manifests manifests) {
        var namespaces = manifests.of("Namespace").stream()
                .filter(namespace -> !namespace.at("/metadata/labels").path("pod-security.kubernetes.io/enforce").asText()
                        .equals("restricted"))
                .map(namespace -> Manifests.where(namespace) + " does not enforce the restricted profile");
        var accounts = manifests.of("ServiceAccount").stream()
                .filter(account -> account.path("automountServiceAccountToken").asBoolean(true))
                .map(account -> Manifests.where(account) + " hands out a token");
        return Stream.of(namespaces, accounts, manifests.workloads().flatMap(workload -> of(workload).stream()))
                .flatMap(all -> all);
    }

    private static List<String> of(Workload workload) {
        var findings = new ArrayList<String>();
        var pod = workload.pod();
        require(findings, workload, !pod.path("automountServiceAccountToken").asBoolean(true), "gets a token");
        for (var host : List.of("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace")) {
            require(findings, workload, !pod.path(host).asBoolean(false), "shares " + host);
        }
        each(pod.path("volumes")).forEach(volume -> Manifests.fields(volume).map(field -> field.getKey())
                .filter(kind -> !kind.equals("name")).forEach(kind -> require(findings, workload, VOLUMES.contains(kind),
                        "has a volume of the kind " + kind)));
        require(findings, workload, seccomp(pod.path("securityContext")), "has no seccomp profile");
        require(findings, workload,
                !pod.path("securityContext").has("sysctls") && !pod.path("securityContext").has("seLinuxOptions"),
                "asks for more than the restricted profile gives");
        require(findings, workload, workload.containers().findAny().isPresent(), "has no container");
        workload.containers().forEach(container -> of(workload, container, findings));
        return findings;
    }

    private static void of(Workload workload, JsonNode container, List<String> findings) {
        var own = container.path("securityContext");
        var pod = workload.pod().path("securityContext");
        require(findings, workload, inherited(own, pod, "runAsNonRoot").asBoolean(false), "may run as root");
        var user = inherited(own, pod, "runAsUser");
        require(findings, workload, user.isIntegralNumber() && user.asLong() > 0, "runs as no numeric user but root");
        require(findings, workload, own.path("readOnlyRootFilesystem").asBoolean(false), "may write its root");
        require(findings, workload, !own.path("allowPrivilegeEscalation").asBoolean(true), "may gain privileges");
        require(findings, workload, !own.path("privileged").asBoolean(false), "is privileged");
        require(findings, workload, !own.has("procMount") && !own.has("seLinuxOptions") && !own.has("windowsOptions"),
                "asks for more than the restricted profile gives");
        require(findings, workload, !container.has("envFrom"), "takes all that is in a secret or map as its environment");
        require(findings, workload, !own.path("seccompProfile").path("type").asText().equals("Unconfined"),
                "has a container without a seccomp profile");
        require(findings, workload, each(own.at("/capabilities/drop")).anyMatch(it -> it.asText().equals("ALL")),
                "keeps capabilities");
        require(findings, workload, each(own.at("/capabilities/add")).allMatch(it -> it.asText().equals("NET_BIND_SERVICE")),
                "adds capabilities");
        require(findings, workload, each(container.path("ports")).noneMatch(port -> port.has("hostPort")),
                "takes a host's port");
        require(findings, workload, container.path("image").asText().matches(".+@sha256:[0-9a-f]{64}"),
                "has an image without digest: " + container.path("image").asText());
        for (var amount : List.of("/resources/requests/cpu", "/resources/requests/memory", "/resources/limits/memory")) {
            require(findings, workload, !container.at(amount).isMissingNode(), "does not say its " + amount);
        }
    }

    private static boolean seccomp(JsonNode context) {
        return Set.of("RuntimeDefault", "Localhost").contains(context.at("/seccompProfile/type").asText());
    }

    private static JsonNode inherited(JsonNode own, JsonNode pod, String field) {
        return own.has(field) ? own.path(field) : pod.path(field);
    }

    private static void require(List<String> findings, Workload workload, boolean holds, String otherwise) {
        if (!holds) {
            findings.add(workload.where() + " " + otherwise);
        }
    }
}
