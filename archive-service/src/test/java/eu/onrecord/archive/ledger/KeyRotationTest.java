package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Malformed;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.Policy;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;

/** The key that signs heads changes, once because it is old and once because it was stolen. */
class KeyRotationTest extends LedgerTest {

    @Test
    void whatAFormerKeySignedIsGoneOnWith() {
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        var next = LedgerWorld.newKey(world.key.verifier().name(), VerifierKey.Type.LOG);

        var unknowing = world.pod(world.store, new LedgerKeys(next, List.of()), steps());
        turn(unknowing, 3);
        assertEquals(Optional.of(Refusal.STORE_HEAD_NOT_OURS), unknowing.refusal());
        end(unknowing);

        world.records(5);
        known = new LedgerKeys(next, List.of(new FormerKey(world.key.verifier(), 20)));
        goOn(world.pod(world.store, known, steps()));

        assertEquals(25, shown());
        assertEquals(List.of(20L), world.published().stream().map(Checkpoint::size).toList());
        oneHistory();
    }

    /** Both are there for a while, as while pods are replaced one by one; the new one dies before anybody sees its head. */
    @Test
    void whoHasTheFormerKeyAloneSignsNothingOnceTheNextOneHasBegun() {
        var old = pod();
        world.records(30);
        goOn(old);
        known = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 30)));
        var store = new CrashingStore(world.store);
        store.doBefore(name -> name.equals(Publication.CHECKPOINT) && world.count("leaf") > 30, () -> {
            throw new CrashingStore.Crash();
        });
        end(old);
        var dying = world.pod(store, known, steps());
        world.records(10);
        turn(dying, 3);
        end(dying);

        var back = pod();
        world.records(5);
        turn(back, 5);
        assertEquals(Optional.of(Refusal.STORE_HEAD_NOT_OURS), back.refusal());
        end(back);
        assertEquals(30, shown());

        goOn(world.pod(world.store, known, steps()));
        assertEquals(45, shown());
        oneHistory();
        assertEquals(List.of(), world.found(known));
    }

    /** Those who saw the head saw it, whoever signs it now. */
    @Test
    void theVisibleHeadIsTheSameWithTheNextKeyAndItsWitnesses() {
        var head = world.keys.sign(20, Hash.ofNothing()).with(List.of(next("witness").line("of another")));
        var keys = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 20)));

        var anew = keys.signedAnew(head);

        assertEquals(head.text(), anew.text());
        assertEquals(List.of(world.key.verifier().name(), "example.org/witness"),
                anew.signatures().stream().map(Note.Line::name).toList());
        assertTrue(keys.read(anew.toString().getBytes(StandardCharsets.UTF_8)).orElseThrow().isOfNow());
        assertEquals(Optional.empty(), world.keys.read(anew.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** A pod that was forgotten showed more: the size that it says is the way out. */
    @Test
    void aVisibleHeadOfMoreThanTheFormerKeyWasToSignSaysHowMany() {
        var pod = pod();
        world.records(30);
        goOn(pod);
        world.records(10);
        goOn(pod);
        end(pod);
        var next = next();
        known = new LedgerKeys(next, List.of(new FormerKey(world.key.verifier(), 30)));
        world.publish(known.sign(50, Hash.ofNothing()).toString().getBytes(StandardCharsets.UTF_8));

        var refusing = world.pod(world.store, known, steps());
        turn(refusing, 3);

        assertEquals(Optional.of(Refusal.FORMER_KEY_SIGNED_MORE), refusing.refusal());
    }

    /** As after a power cut, or a hand that slipped: it is said, and the rest is looked at all the same. */
    @ParameterizedTest
    @ValueSource(strings = { "x", "\n", "example.org/half\n30\n", "\u2014 a b\n" })
    void whatIsNoNoteInTheVisibleHeadsPlaceIsARefusal(String instead) throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        Files.writeString(world.ledger().resolve("checkpoint"), instead);
        world.sql("update leaf set commitment = sha256('another') where index = 7");

        var next = pod();
        turn(next, 3);

        assertEquals(Optional.of(Refusal.STORE_HEAD_NOT_OURS), next.refusal());
        var found = world.found();
        assertTrue(found.contains("visible-head-not-signed -") && found.contains("leaf-changed 7"), found::toString);
    }

    /** Keys, database and directory are those of before a change: what the next key signed since is nobody's here. */
    @Test
    void headsOfAKeyThatIsNotKnownHereAreFound() {
        var pod = pod();
        world.records(20);
        goOn(pod);
        assertEquals(List.of(), world.found());

        world.publish(new LedgerKeys(next(), List.of()).sign(60, Hash.ofNothing()).toString()
                .getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of("published-head-of-another-key -"), world.found());
    }

    /** It slept before it showed its head, and by then another shows greater ones with the next key. */
    @Test
    void aSleeperDoesNotReplaceAHeadThatItDoesNotKnow() {
        var next = next();
        known = new LedgerKeys(next, List.of(new FormerKey(world.key.verifier(), 40)));
        var store = new CrashingStore(world.store);
        var sleeper = pod(store);
        world.records(20);
        goOn(sleeper);
        world.records(20);
        var slept = new AtomicBoolean();
        store.doBefore(name -> name.equals(Publication.CHECKPOINT) && !slept.getAndSet(true), () -> {
            world.cutOff();
            world.records(20);
            var other = world.pod(world.store, known, steps());
            goOn(other);
            end(other);
        });
        for (var turns = 0; turns < 8 && !slept.get(); turns++) {
            turn(sleeper, 1);
        }

        assertTrue(slept.get());
        assertEquals(60, shown());
    }

    /** Whoever stole it signs what they like, and nobody believes it any more. */
    @Test
    void aStolenKeyEndsWithItsLastHead() {
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        known = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 20)));
        world.records(20);
        var after = world.pod(world.store, known, steps());
        goOn(after);
        end(after);
        world.publish(world.keys.sign(1_000_000, Hash.ofLeaf(new byte[1])).toString().getBytes(StandardCharsets.UTF_8));

        world.records(5);
        goOn(world.pod(world.store, known, steps()));

        assertEquals(45, shown());
    }

    /** Somebody read how many leaves the last head had from a ledger that had gone back. */
    @Test
    void aKeyThatIsGivenUpWhileTheLedgerIsBehindTakesNoHeadWithIt() throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        var backup = world.copy();
        var first = Files.readAllBytes(world.ledger().resolve("checkpoint"));
        world.records(20);
        goOn(pod);
        end(pod);
        wentBackTo20(backup, first);
        known = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 20)));

        world.records(20);
        var next = world.pod(world.store, known, steps());
        turn(next, 3);

        assertEquals(Optional.of(Refusal.FORMER_KEY_SIGNED_MORE), next.refusal());
        assertEquals(20, shown());
        assertTrue(world.found(known).contains("former-key-signed-more 40"), () -> world.found(known).toString());
    }

    /** Whoever stole the former one, and may write into the topic, puts a head of before there, hundreds of times. */
    @Test
    void aStolenKeyHidesNoHeadOfTheNext() throws IOException {
        var pod = pod();
        world.records(10);
        goOn(pod);
        end(pod);
        var stolen = world.keys;
        known = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 10)));
        var after = world.pod(world.store, known, steps());
        world.records(10);
        goOn(after);
        var backup = world.copy();
        var visible = Files.readAllBytes(world.ledger().resolve("checkpoint"));
        world.records(20);
        goOn(after);
        end(after);
        wentBackTo20(backup, visible);
        putInTopic(visible, 520, stolen);

        world.records(20);
        var next = world.pod(world.store, known, steps());
        turn(next, 3);

        assertEquals(Optional.of(Refusal.BEHIND_A_HEAD), next.refusal());
        assertEquals(20, shown());
    }

    /** The one before the last was stolen: what the last one showed stands in the settings, however it is hidden. */
    @Test
    void aStolenKeyHidesNoHeadOfAnotherFormerOne() throws IOException {
        var pod = pod();
        world.records(10);
        goOn(pod);
        end(pod);
        var stolen = world.keys;
        var head = Files.readAllBytes(world.ledger().resolve("checkpoint"));
        var second = next();
        known = new LedgerKeys(second, List.of(new FormerKey(world.key.verifier(), 10)));
        var after = world.pod(world.store, known, steps());
        world.records(10);
        goOn(after);
        var backup = world.copy();
        var visible = Files.readAllBytes(world.ledger().resolve("checkpoint"));
        world.records(20);
        goOn(after);
        end(after);
        wentBackTo20(backup, visible);
        putInTopic(head, 520, stolen);
        known = new LedgerKeys(next(),
                List.of(new FormerKey(world.key.verifier(), 10), new FormerKey(second.verifier(), 40)));

        world.records(20);
        var next = world.pod(world.store, known, steps());
        turn(next, 3);

        assertEquals(Optional.of(Refusal.BEHIND_A_HEAD), next.refusal());
        assertEquals(20, shown());
    }

    /** A head of nothing, as each witness gets one, or one of a change that was taken back. */
    @ParameterizedTest
    @ValueSource(longs = { 0, 15 })
    void aKeyThatSignedLessThanTheFormerOneHasNotGoneOnFromThere(long size) throws IOException {
        var pod = pod();
        world.records(20);
        goOn(pod);
        var backup = world.copy();
        var first = Files.readAllBytes(world.ledger().resolve("checkpoint"));
        world.records(20);
        goOn(pod);
        end(pod);
        var edge = new Edge();
        edge.append(world.leaves().subList(0, (int) size));
        wentBackTo20(backup, first);
        known = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 20)));
        world.publish(known.sign(size, edge.root()).toString().getBytes(StandardCharsets.UTF_8));

        world.records(20);
        var next = world.pod(world.store, known, steps());
        turn(next, 3);

        assertEquals(Optional.of(Refusal.FORMER_KEY_SIGNED_MORE), next.refusal());
    }

    /** It signs a smaller one than it was to sign, of another tree: nobody's, once the next key has gone on. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aStolenKeyStopsNothingWithASmallerHead(boolean isTopicLost) {
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        known = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 20)));
        world.records(20);
        var after = world.pod(world.store, known, steps());
        goOn(after);
        end(after);
        if (isTopicLost) {
            loseTopic();
        }
        world.publish(world.keys.sign(15, Hash.ofLeaf(new byte[1])).toString().getBytes(StandardCharsets.UTF_8));

        world.records(5);
        goOn(world.pod(world.store, known, steps()));

        assertEquals(45, shown());
        assertEquals(List.of(), world.found(known));
    }

    @Test
    void whereAHeadWasToStandIsSaidByItsKeyOfOneTopicAndOnePlace() {
        var former = world.keys;
        var now = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 20)));
        var old = former.sign(20, Hash.ofNothing()).toString().getBytes(StandardCharsets.UTF_8);
        var beyond = former.sign(21, Hash.ofNothing()).toString().getBytes(StandardCharsets.UTF_8);
        var head = now.sign(30, Hash.ofNothing()).toString().getBytes(StandardCharsets.UTF_8);

        assertTrue(isPlace(now, now.place("one", 7, head), "one", 7, head));
        assertTrue(isPlace(now, former.place("one", 7, old), "one", 7, old));
        assertFalse(isPlace(now, now.place("one", 7, head), "other", 7, head));
        assertFalse(isPlace(now, now.place("one", 7, head), "one", 8, head));
        assertFalse(isPlace(now, now.place("one", 7, old), "one", 7, head));
        assertFalse(isPlace(now, former.place("one", 7, head), "one", 7, head));
        assertFalse(isPlace(now, former.place("one", 7, beyond), "one", 7, beyond));
        var other = new LedgerKeys(next(), List.of());
        var both = new LedgerKeys(next(),
                List.of(new FormerKey(world.key.verifier(), 20), new FormerKey(other.verifier(), 20)));
        assertFalse(isPlace(both, other.place("one", 7, old), "one", 7, old));
        assertTrue(now.mayBeOfNow(head));
        assertFalse(now.mayBeOfNow(old));
    }

    /** A pod that was forgotten when the keys changed. */
    @Test
    void aHeadByAKeyThatIsNotKnownIsNoticed() {
        var old = new LedgerKeys(world.key, List.of());
        var next = new LedgerKeys(next(), List.of(new FormerKey(world.key.verifier(), 20)));
        var head = next.sign(30, Hash.ofNothing()).toString().getBytes(StandardCharsets.UTF_8);

        assertTrue(old.isOfAnotherKey(head));
        assertFalse(next.isOfAnotherKey(head));
        assertFalse(next.isOfAnotherKey(old.sign(20, Hash.ofNothing()).toString().getBytes(StandardCharsets.UTF_8)));
        assertFalse(old.isOfAnotherKey("nothing".getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isPlace(LedgerKeys keys, byte[] place, String topic, long offset, byte[] head) {
        return keys.isPlace(place, topic, offset, head, keys.read(head).orElseThrow());
    }

    @Test
    void aKeyIsThereOnce() {
        var verifier = world.key.verifier();
        var other = next().verifier();

        assertThrows(IllegalArgumentException.class,
                () -> new LedgerKeys(world.key, List.of(new FormerKey(verifier, 20))));
        assertThrows(IllegalArgumentException.class, () -> new LedgerKeys(world.key,
                List.of(new FormerKey(other, 20), new FormerKey(VerifierKey.of(other.toString()), 30))));
    }

    @Test
    void aFormerKeyIsReadAsItIsWritten() {
        var verifier = world.key.verifier();

        assertEquals(20, FormerKey.of(verifier + "@20").largest());
        assertEquals(verifier.toString(), FormerKey.of(verifier + "@20").key().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "@", "@-1", "@007", "@ 20", "@20 ", "@+5", "@9999999999999999999", "@x" })
    void aFormerKeyWithoutItsEndIsNone(String end) {
        assertThrows(Malformed.class, () -> FormerKey.of(world.key.verifier() + end));
    }

    @Test
    void whoeverVerifiesIsToldOfAll() {
        var former = next().verifier();
        var policy = PublishedPolicy.of(world.key.verifier(), List.of(new FormerKey(former, 20)), "quorum none\n");

        assertEquals("log " + world.key.verifier() + "\n# of heads of at most 20 leaves:\nlog " + former + "\nquorum none\n",
                policy);
        Policy.of(policy.getBytes(StandardCharsets.UTF_8));
    }

    private SigningKey next() {
        return LedgerWorld.newKey(world.key.verifier().name(), VerifierKey.Type.LOG);
    }

    private static SigningKey next(String name) {
        return LedgerWorld.newKey("example.org/" + name, VerifierKey.Type.LOG);
    }
}
