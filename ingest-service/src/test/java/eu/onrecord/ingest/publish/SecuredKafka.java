package eu.onrecord.ingest.publish;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import eu.onrecord.local.kafka.KafkaNode;

/** A broker that wants a password, and lets its user do what was allowed. */
final class SecuredKafka {
    static final String PASSWORD = "of-a-test";
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private SecuredKafka() {
    }

    /** With a user who is known and may do nothing yet. */
    static KafkaNode startThatAllowsNothing(Path data) throws Exception {
        var secured = new HashMap<>(scram());
        secured.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        secured.put("super.users", "User:ANONYMOUS");
        var kafka = KafkaNode.startSecured(data, "SASL_PLAINTEXT", secured);
        user(kafka, new UserScramCredentialUpsertion("ingest", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                PASSWORD));
        return kafka;
    }

    static Map<String, String> scram() {
        return Map.of("sasl.enabled.mechanisms", "SCRAM-SHA-512", "listener.name.client.scram-sha-512.sasl.jaas.config",
                LOGIN + ";");
    }

    static Map<String, Object> client(KafkaNode kafka) {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism",
                "SCRAM-SHA-512", "sasl.jaas.config", LOGIN + " username=\"ingest\" password=\"" + PASSWORD + "\";");
    }

    static void user(KafkaNode kafka, UserScramCredentialAlteration change) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.inside()))) {
            admin.alterUserScramCredentials(List.of(change)).all().get(30, TimeUnit.SECONDS);
        }
    }

    static void allow(KafkaNode kafka, String topic, AclOperation operation) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.inside()))) {
            admin.createAcls(List.of(allowed(topic, operation))).all().get(30, TimeUnit.SECONDS);
        }
    }

    static void forbid(KafkaNode kafka, String topic, AclOperation operation) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.inside()))) {
            admin.deleteAcls(List.of(allowed(topic, operation).toFilter())).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static AclBinding allowed(String topic, AclOperation operation) {
        return new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:ingest", "*", operation, AclPermissionType.ALLOW));
    }
}
