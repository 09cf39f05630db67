package eu.onrecord.local.manifests;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/**
 * Kubernetes' own kinds and the Gateway API's, to the letter: no field that there is not, none of another type, no word that is
 * none.
 */
final class KubernetesTypes implements Check {
    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(type("v1/Namespace", Namespace.class),
            type("v1/ConfigMap", ConfigMap.class), type("v1/Secret", Secret.class), type("v1/Service", Service.class),
            type("v1/ServiceAccount", ServiceAccount.class), type("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            type("apps/v1/Deployment", Deployment.class), type("batch/v1/Job", Job.class),
            type("batch/v1/CronJob", CronJob.class),
            type("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            type("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            type("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            type("gateway.networking.k8s.io/v1/Gateway", Gateway.class),
            type("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class));
    /** The closed words of fields that are texts in the types; by the field's name, which means the same wherever it stands. */
    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
            Map.entry("imagePullPolicy", Set.of("Always", "IfNotPresent", "Never")),
            Map.entry("restartPolicy", Set.of("Always", "OnFailure", "Never")),
            Map.entry("whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway")),
            Map.entry("policyTypes", Set.of("Ingress", "Egress")),
            Map.entry("accessModes", Set.of("ReadWriteOnce", "ReadWriteMany", "ReadOnlyMany", "ReadWriteOncePod")),
            Map.entry("unhealthyPodEvictionPolicy", Set.of("AlwaysAllow", "IfHealthyBudget")),
            Map.entry("protocol", Set.of("TCP", "UDP", "SCTP", "HTTP", "HTTPS", "TLS")),
            Map.entry("concurrencyPolicy", Set.of("Allow", "Forbid", "Replace")),
            Map.entry("mode", Set.of("Terminate", "Passthrough")));
    private static final Set<String> RESOURCES = Set.of("cpu", "memory", "storage", "ephemeral-storage");
    private static final JsonMapper STRICT = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, coercion -> coercion
                    // a cluster takes no other for a text, such as an environment variable's value
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .annotationIntrospector(new NoAnySetters()).build();

    /** The types keep what they do not know: then nothing would be refused. */
    private static final class NoAnySetters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private static Map.Entry<String, Class<? extends HasMetadata>> type(String name, Class<? extends HasMetadata> type) {
        return Map.entry(name, type);
    }

    /** Whether a kind is one of these. */
    static boolean knows(JsonNode object) {
        return TYPES.containsKey(nameOf(object));
    }

    @Override
    public Stream<String> findings(Manifests manifests) {
        return manifests.all().stream().filter(KubernetesTypes::knows).flatMap(
                object -> Stream.of(misfit(object), words(object, Manifests.where(object)), quantities(object),
                        strategies(object)).flatMap(all -> all));
    }

    private static Stream<String> misfit(JsonNode object) {
        try {
            STRICT.treeToValue(object, TYPES.get(nameOf(object)));
            return Stream.empty();
        } catch (JsonProcessingException misfit) {
            return Stream.of(Manifests.where(object) + ": " + misfit.getOriginalMessage());
        }
    }

    /** Amounts are texts in the types: a cluster reads them, and refuses a request above its limit. */
    private static Stream<String> quantities(JsonNode object) {
        return object.findValues("resources").stream().flatMap(resources -> {
            var amounts = Stream.of("requests", "limits").flatMap(kind -> Manifests.fields(resources.path(kind))
                    .filter(amount -> !RESOURCES.contains(amount.getKey()) || !isAmount(amount.getValue().asText()))
                    .map(amount -> Manifests.where(object) + " has the " + kind + " " + amount));
            var above = Manifests.fields(resources.path("limits"))
                    .filter(limit -> resources.path("requests").has(limit.getKey()))
                    .filter(limit -> isAmount(limit.getValue().asText())
                            && isAmount(resources.path("requests").path(limit.getKey()).asText())
                            && bytes(resources.path("requests").path(limit.getKey()).asText())
                                    .compareTo(bytes(limit.getValue().asText())) > 0)
                    .map(limit -> Manifests.where(object) + " asks for more " + limit.getKey() + " than it may have");
            return Stream.concat(amounts, above);
        });
    }

    private static boolean isAmount(String amount) {
        try {
            return bytes(amount).signum() > 0;
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            return false;
        }
    }

    private static BigDecimal bytes(String amount) {
        return Quantity.getAmountInBytes(Quantity.parse(amount));
    }

    private static Stream<String> strategies(JsonNode object) {
        var strategy = object.at("/spec/strategy");
        var type = strategy.path("type").asText("RollingUpdate");
        var restart = Manifests.podTemplate(object).at("/spec/restartPolicy").asText("");
        var kind = object.path("kind").asText();
        return Stream.of(
                strategy.isMissingNode() || type.equals("RollingUpdate")
                        || type.equals("Recreate") && !strategy.has("rollingUpdate")
                                ? Stream.<String> empty()
                                : Stream.of(Manifests.where(object) + " has the strategy " + strategy),
                kind.equals("Deployment") && !Set.of("", "Always").contains(restart)
                        || kind.endsWith("Job") && !Set.of("Never", "OnFailure").contains(restart)
                                ? Stream.of(Manifests.where(object) + " is started again " + restart)
                                : Stream.<String> empty(),
                Manifests.each(object.at("/spec/metrics")).map(metric -> metric.at("/resource/target"))
                        .filter(target -> !target.path("type").asText().equals("Utilization")
                                || target.path("averageUtilization").asInt() < 10
                                || target.path("averageUtilization").asInt() > 90)
                        .map(target -> Manifests.where(object) + " scales by " + target),
                object.at("/spec/maxReplicas").isMissingNode()
                        || object.at("/spec/maxReplicas").asInt() > object.at("/spec/minReplicas").asInt()
                                ? Stream.<String> empty()
                                : Stream.of(Manifests.where(object) + " does not scale"),
                kind.equals("PodDisruptionBudget")
                        && (object.at("/spec/maxUnavailable").asInt() < 1 || object.path("spec").has("minAvailable"))
                                ? Stream.of(Manifests.where(object) + " lets no machine be emptied")
                                : Stream.<String> empty())
                .flatMap(all -> all);
    }

    private static Stream<String> words(JsonNode node, String where) {
        if (node.isArray()) {
            return Manifests.each(node).flatMap(element -> words(element, where));
        }
        return Manifests.fields(node).flatMap(field -> {
            var allowed = WORDS.get(field.getKey());
            var wrong = allowed == null ? Stream.<String> empty()
                    : (field.getValue().isArray() ? Manifests.each(field.getValue()) : Stream.of(field.getValue()))
                            .filter(JsonNode::isTextual).map(JsonNode::asText).filter(word -> !allowed.contains(word))
                            .map(word -> where + ": " + field.getKey() + " is " + word + ", and there is " + allowed);
            return Stream.concat(wrong, words(field.getValue(), where));
        });
    }

    private static String nameOf(JsonNode object) {
        return object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    }
}
