package eu.onrecord.archive.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.archive.ArchiveTest;
import eu.onrecord.archive.seal.MasterKeyCheck.State;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Two pods of which one was given other bytes under the same name: it seals nothing, and says why. */
@QuarkusTest
class MasterKeyCheckTest extends ArchiveTest {
    private final SecureRandom random = new SecureRandom();
    private final String name = "m-" + UUID.randomUUID();
    private final byte[] right = bytes();
    @Inject
    @ReactiveDataSource("keys")
    Pool keys;

    @Test
    void anotherKeyUnderTheSameNameSealsNothing() {
        var first = pod(right);
        var place = Sealing.of(Scope.ofKey(thread.value()), "le-" + name, Instant.now());
        var made = first.living(List.of(place)).await().atMost(SOON).get(place).id();

        assertThrows(WrongMasterKeyException.class,
                () -> pod(bytes()).living(List.of(place)).await().atMost(SOON));

        assertEquals(made, pod(right).living(List.of(place)).await().atMost(SOON).get(place).id());
    }

    @Test
    void itIsKnownOnceItCouldBeAsked() {
        var one = check(right);
        assertEquals(State.UNKNOWN, one.state());
        one.passed().await().atMost(SOON);
        assertEquals(State.RIGHT, one.state());

        var other = check(bytes());
        assertThrows(WrongMasterKeyException.class, () -> other.start(null));
        assertEquals(State.WRONG, other.state());
    }

    /** By what a key is known may be damaged as any other row. */
    @Test
    void aDamagedRowMakesNoRightKeyWrong() {
        var place = Sealing.of(Scope.ofKey(thread.value()), "le-" + name, Instant.now());
        pod(right).living(List.of(place)).await().atMost(SOON);
        keys.preparedQuery(
                "update master_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) where id = $1 and copy = 1")
                .execute(Tuple.of(name)).await().atMost(SOON);

        pod(right).living(List.of(place)).await().atMost(SOON);

        assertThrows(WrongMasterKeyException.class, () -> pod(bytes()).living(List.of(place)).await().atMost(SOON));
    }

    /** Whoever finds a row missing does not write it. */
    @ParameterizedTest
    @ValueSource(strings = { "delete from master_key where id = $1 and copy = 2",
            "delete from master_key where id = $1 and copy < 3",
            "update master_key set copy = 7 where id = $1 and copy = 3", "delete from master_key where id = $1",
            "update master_key set wrapped = '' where id = $1" })
    void whateverBecameOfItsProofsAnotherKeySealsNothingAndTheRightOneDoes(String damage) {
        var place = Sealing.of(Scope.ofKey(thread.value()), "le-" + name, Instant.now());
        var made = pod(right).living(List.of(place)).await().atMost(SOON).get(place).id();
        keys.preparedQuery(damage).execute(Tuple.of(name)).await().atMost(SOON);

        assertThrows(WrongMasterKeyException.class, () -> pod(bytes()).living(List.of(place)).await().atMost(SOON));

        assertEquals(made, pod(right).living(List.of(place)).await().atMost(SOON).get(place).id());
    }

    /** What was sealed under it would be taken out of use. */
    @Test
    void anotherKeyUnderAFormerNameStartsNothing() {
        var place = Sealing.of(Scope.ofKey(thread.value()), "le-" + name, Instant.now());
        pod(right).living(List.of(place)).await().atMost(SOON);
        var next = bytes();

        var mistaken = new MasterKeys(Map.of(name, base64(bytes()), name + "-next", base64(next)), name + "-next");
        assertThrows(WrongMasterKeyException.class,
                () -> new MasterKeyCheck(keys, mistaken, random).passed().await().atMost(SOON));

        var rotated = new MasterKeys(Map.of(name, base64(right), name + "-next", base64(next)), name + "-next");
        new MasterKeyCheck(keys, rotated, random).passed().await().atMost(SOON);
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private KeyStore pod(byte[] key) {
        var masterKeys = masterKeys(key);
        return new KeyStore(keys, new WrappingKeys(keys, masterKeys, random, Clock.systemUTC()),
                new MasterKeyCheck(keys, masterKeys, random), new LookupKey(new byte[LookupKey.LEAST_BYTES]), random,
                Clock.systemUTC());
    }

    private MasterKeyCheck check(byte[] key) {
        return new MasterKeyCheck(keys, masterKeys(key), random);
    }

    private MasterKeys masterKeys(byte[] key) {
        return new MasterKeys(Map.of(name, base64(key)), name);
    }

    private byte[] bytes() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }
}
