package eu.onrecord.ingest.publish;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import eu.onrecord.contract.wire.Topic;

/** What is told of the replicas counts, also where the rest is not told. */
@Timeout(120)
class ClusterSafetyTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    @TempDir
    private Path directory;

    @Test
    void oneReplicaIsNotSafeThoughNobodySaysHowManyAcknowledge() throws Exception {
        try (var kafka = SecuredKafka.startThatAllowsNothing(directory.resolve("kafka"))) {
            SecuredKafka.allow(kafka, Topic.CHAT, AclOperation.DESCRIBE);
            SecuredKafka.allow(kafka, Topic.QUARANTINE, AclOperation.DESCRIBE);
            var safety = new ClusterSafety(SecuredKafka.client(kafka), false);
            safety.begin(null);
            try {
                await().atMost(SOON).until(() -> safety.remark().isPresent());

                assertTrue(safety.trouble().get().contains("onrecord.chat has 1 replica"), safety.trouble()::toString);
                assertFalse(safety.trouble().get().contains("min.insync.replicas"), safety.trouble()::toString);
                assertEquals(safety.trouble(), safety.remark());
            } finally {
                safety.close();
            }
        }
    }

    /** What is not told of one topic hides nothing of another. */
    @Test
    void whatIsToldOfTheChatCountsWhereTheQuarantineMayNotBeAskedFor() throws Exception {
        try (var kafka = SecuredKafka.startThatAllowsNothing(directory.resolve("kafka"))) {
            SecuredKafka.allow(kafka, Topic.CHAT, AclOperation.DESCRIBE);
            SecuredKafka.allow(kafka, Topic.CHAT, AclOperation.DESCRIBE_CONFIGS);
            var safety = new ClusterSafety(SecuredKafka.client(kafka), false);
            assertTrue(safety.trouble().isPresent(), "before anybody looked");
            safety.begin(null);
            try {
                await().atMost(SOON).until(() -> safety.remark().isPresent());

                assertEquals(Optional.of("onrecord.chat has 1 replica, onrecord.chat acknowledges with 1 in sync "
                        + "(min.insync.replicas)"), safety.trouble());
            } finally {
                safety.close();
            }
        }
    }

    /** Where nothing may be asked, that is no reason to take nothing. */
    @Test
    void whereNothingMayBeAskedItGoesOn() throws Exception {
        try (var kafka = SecuredKafka.startThatAllowsNothing(directory.resolve("kafka"))) {
            var safety = new ClusterSafety(SecuredKafka.client(kafka), false);
            safety.begin(null);
            try {
                await().atMost(SOON).until(() -> safety.trouble().isEmpty());
                assertEquals(Optional.empty(), safety.remark());
            } finally {
                safety.close();
            }
        }
    }
}
