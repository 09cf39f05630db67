package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import eu.onrecord.tlog.Hash;

/** Each single change of the ledger is found and named, in the store, in the database and in the heads. */
class LedgerAuditTest extends LedgerTest {
    private static final int LEAVES = 700;
    private Keeper pod;

    @BeforeEach
    void aLedger() {
        pod = pod();
        world.records(600);
        goOn(pod);
        world.records(100);
        goOn(pod);
        end(pod);
        assertEquals(List.of(), world.found());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "tile/0/000 | 40 | changed-in-store tile/0/000",
            "tile/0/001 | 8191 | changed-in-store tile/0/001",
            "tile/entries/001 | 0 | changed-in-store tile/entries/001",
            "tile/entries/001 | 2 | changed-in-store tile/entries/001",
            "tile/0/002.p/188 | 17 | changed-in-store tile/0/002.p/188",
            "tile/entries/002.p/188 | 17 | changed-in-store tile/entries/002.p/188",
            "tile/1/000.p/2 | 17 | changed-in-store tile/1/000.p/2",
            "batch/00000000000000000600 | 320 | batch-changed 610",
            "checkpoint | 30 | visible-head-not-signed -" })
    void aBitInTheStoreIsFound(String name, int at, String expected) throws IOException {
        var file = world.ledger().resolve(name);
        var bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);

        assertTrue(world.found().contains(expected), () -> world.found().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "tile/0/000", "tile/entries/001", "tile/0/002.p/188", "tile/entries/002.p/188",
            "tile/1/000.p/2" })
    void whatIsMissingInTheStoreIsFound(String name) throws IOException {
        Files.delete(world.ledger().resolve(name));

        assertEquals(List.of("missing-in-store " + name), world.found());
    }

    @Test
    void aBatchThatIsMissingIsFound() throws IOException {
        Files.delete(world.ledger().resolve("batch/00000000000000000600"));

        assertEquals(List.of("batch-missing 600"), world.found());
    }

    @Test
    void tilesThatChangedPlacesAreFound() throws IOException {
        var first = world.ledger().resolve("tile/entries/000");
        var second = world.ledger().resolve("tile/entries/001");
        var bytes = Files.readAllBytes(first);
        Files.write(first, Files.readAllBytes(second));
        Files.write(second, bytes);

        assertTrue(world.found().containsAll(
                List.of("changed-in-store tile/entries/000", "changed-in-store tile/entries/001")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "update leaf set commitment = sha256(commitment) where index = 17 | leaf-changed 17",
            "update leaf set commitment = sha256(commitment) where index = 650 | leaf-changed 650",
            "update leaf set commitment = 'short' where index = 17 | leaf-missing 17",
            "delete from leaf where index = 17 | leaf-missing 17", "delete from leaf where index = 699 | leaf-missing 699",
            "delete from leaf where index >= 690 | leaf-missing 690",
            "update checkpoint set note = 'x' where size = 600 | head-not-signed 600",
            "update checkpoint set note = (select note from checkpoint where size = 700) where size = 600 | head-not-signed 600",
            "insert into checkpoint values (650, 'x', now()) | head-not-signed 650",
            "insert into checkpoint values (7777, 'x', now()) | head-not-signed 7777",
            "update leaf set index = -1 where index = 699 | leaf-of-no-place -1" })
    void aChangeInTheDatabaseIsFound(String statement, String expected) {
        world.sql(statement);

        assertTrue(world.found().contains(expected), () -> world.found().toString());
    }

    @ParameterizedTest
    @CsvSource({ "900, 32, batch-not-of-these-leaves 900", "20, 320, batch-not-of-these-leaves 20",
            "20, 32000, batch-not-of-these-leaves 20", "650, 3200, batch-not-of-these-leaves 650",
            "20, 33, batch-unreadable 20", "20, 0, batch-unreadable 20", "650, 33, batch-unreadable 650" })
    void aBatchThatWasPutThereIsFound(long first, int length, String expected) throws IOException {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        Files.write(world.ledger().resolve(Batch.name(first)), bytes);

        assertTrue(world.found().contains(expected), () -> world.found().toString());
    }

    @Test
    void aVisibleHeadThatWasTakenAwayIsFound() throws IOException {
        Files.delete(world.ledger().resolve("checkpoint"));

        assertEquals(List.of("visible-head-behind 0"), world.found());
    }

    @Test
    void aVisibleHeadOfBeforeIsFound() throws IOException {
        Files.writeString(world.ledger().resolve("checkpoint"), note(600));

        assertTrue(world.found().contains("visible-head-behind 600"), () -> world.found().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "delete from checkpoint | head-missing 700",
            "delete from checkpoint where size = 700 | head-missing 700",
            "insert into checkpoint values (0, 'x', now()) | head-not-signed 0",
            "insert into checkpoint values (-7, 'x', now()) | head-not-signed -7",
            "update checkpoint set published_at = published_at - interval '10 years' where size = 700 | head-time-changed 700",
            "update checkpoint set published_at = published_at + interval '70 years' where size = 600 | head-time-changed 600",
            "update checkpoint set published_at = published_at + interval '70 years' where size = 700 | head-time-changed 700",
            "update checkpoint set published_at = 'infinity' where size = 700 | head-time-changed 700",
            "update checkpoint set published_at = '-infinity' where size = 600 | head-time-changed 600" })
    void aChangeOfTheHeadsIsFound(String statement, String expected) {
        world.sql(statement);

        assertTrue(world.found().contains(expected), () -> world.found().toString());
    }

    /** By whoever has the key. */
    @Test
    void aHeadOfOtherLeavesIsFoundHoweverWellItIsSigned() {
        var forged = world.keys.sign(650, Hash.ofLeaf(new byte[1]));
        world.sql("insert into checkpoint select 650, '" + forged + "', published_at from checkpoint where size = 700");

        assertEquals(List.of("head-not-of-these-leaves 650"), world.found());
    }

    @Test
    void aHeadInTheTopicThatIsOfAnotherTreeIsFound() {
        world.publish(world.keys.sign(650, Hash.ofLeaf(new byte[1])).toString().getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of("published-head-not-of-this-ledger -"), world.found());
    }

    /** All of them, by somebody who has the database and the store, but neither the topic nor a witness. */
    @Test
    void headsThatAreGoneFromTheTopicAreMissed() {
        loseTopic();

        assertEquals(List.of("published-heads-gone -"), world.found());
    }

    @Test
    void oneOldHeadInATopicThatWasLostHidesNothing() {
        var old = note(600);
        loseTopic();
        world.publish(old.getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of("published-heads-gone -"), world.found());
    }

    @Test
    void theEndCannotBeCutOff() throws IOException {
        world.sql("delete from leaf where index >= 600");
        world.sql("delete from checkpoint where size > 600");
        for (var name : List.of("tile/0/002.p/188", "tile/entries/002.p/188")) {
            Files.delete(world.ledger().resolve(name));
        }
        Files.writeString(world.ledger().resolve("checkpoint"), note(600));

        assertTrue(world.found().contains("published-head-not-of-this-ledger -"), () -> world.found().toString());
    }

    /** One leaf in the place of another, everywhere but in what others have seen. */
    @Test
    void aLedgerThatWasWrittenAnewIsNotTheOneThatWasShown() throws IOException {
        var leaves = world.leaves();
        leaves.set(17, Base64.getDecoder().decode("A".repeat(43) + "="));
        var edge = new Edge();
        edge.append(leaves).forEach((name, bytes) -> write(name, bytes));
        edge.partial().forEach((name, bytes) -> write(name, bytes));
        world.sql("update leaf set commitment = decode('" + "00".repeat(32) + "', 'hex') where index = 17");
        world.sql("delete from checkpoint");
        var head = world.keys.sign(LEAVES, edge.root());
        world.sql("insert into checkpoint values (700, '" + head + "', now())");
        write("checkpoint", head.toString().getBytes(StandardCharsets.UTF_8));

        assertTrue(world.found().contains("published-head-not-of-this-ledger -"), () -> world.found().toString());
    }

    private String note(int size) {
        return world.published().stream().filter(head -> head.size() == size).findFirst()
                .map(head -> world.keys.sign(size, head.root()).toString()).orElseThrow();
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.write(world.ledger().resolve(name), bytes);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
