package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpServer;

import eu.onrecord.local.witness.WitnessNode;
import eu.onrecord.tlog.AddCheckpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.Policy;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;

/** Nothing is shown before as many have seen it as the policy demands, and nobody who saw something else is passed over. */
class WitnessesTest extends LedgerTest {
    private static final String TWO_OF_THREE = "group g 2 a b c\nquorum g";
    private HttpServer stub;

    @AfterEach
    void close() {
        if (stub != null) {
            stub.stop(0);
        }
    }

    @Test
    void aHeadIsShownWithTheSignaturesOfThoseWhoSawIt() throws IOException {
        threeWitnesses();
        world.policy(TWO_OF_THREE);
        var pod = pod();
        for (var i = 0; i < 3; i++) {
            world.records(100);
            goOn(pod);
        }

        assertEquals(300, shown());
        assertEquals(3, policy().seenBy(head()).size());
        assertTrue(policy().accepts(head()));
    }

    @Test
    void oneOfThreeMayBeDead() throws IOException {
        var witnesses = threeWitnesses();
        world.policy(TWO_OF_THREE);
        var pod = pod();
        world.records(10);
        goOn(pod);
        witnesses.get(0).close();

        world.records(10);
        goOn(pod);

        assertEquals(20, shown());
        assertEquals(2, policy().seenBy(head()).size());
    }

    @Test
    void withoutAQuorumNothingIsShownAndWithItAllIs() throws IOException {
        var witnesses = threeWitnesses();
        world.policy(TWO_OF_THREE);
        var pod = pod();
        world.records(10);
        goOn(pod);
        var port = witnesses.get(1).port();
        witnesses.get(0).close();
        witnesses.get(1).close();
        world.records(10);
        turn(pod, 5);
        assertEquals(10, shown());
        assertEquals(20, world.count("leaf"), "places are given meanwhile");
        assertEquals(1, world.published().size(), "and nobody else is shown anything");

        world.restart(1, port);
        goOn(pod);

        assertEquals(20, shown());
    }

    /** Whoever holds to the policy believes it no longer. */
    @ParameterizedTest
    @CsvSource({ "1, 0", "2, 1", "3, 1" })
    void aVisibleHeadThatTooFewAreSaidToHaveSeenIsFound(int taken, long found) throws IOException {
        threeWitnesses();
        world.policy(TWO_OF_THREE);
        world.records(10);
        goOn(pod());
        var lines = Files.readAllLines(world.ledger().resolve("checkpoint"));
        Files.writeString(world.ledger().resolve("checkpoint"),
                String.join("\n", lines.subList(0, lines.size() - taken)) + "\n");

        assertEquals(found, world.found().stream().filter("visible-head-not-witnessed -"::equals).count());
    }

    /** The head had been seen, and the pod did not live to hear it. */
    @Test
    void whatAWitnessSawAndNobodyElseDidIsGoneOnWith() throws IOException {
        world.witness("a");
        world.policy("quorum a");
        var pod = pod();
        world.records(10);
        goOn(pod);
        end(pod);
        world.records(300);
        var store = new CrashingStore(world.store);
        store.doBefore("checkpoint"::equals, () -> {
            throw new CrashingStore.Crash();
        });
        var dying = pod(store);
        turn(dying, 3);
        end(dying);
        assertEquals(10, shown());

        world.records(5);
        goOn(pod());

        assertEquals(315, shown());
    }

    @ParameterizedTest
    @CsvSource({ "20, WITNESS_SAW_ANOTHER_TREE", "15, WITNESS_SAW_ANOTHER_TREE", "99, BEHIND_A_HEAD" })
    void whoSawAnotherTreeStopsAll(long size, Refusal refusal) throws IOException, InterruptedException {
        var witness = world.witness("a");
        world.policy("quorum a");
        var other = world.keys.sign(size, Hash.ofLeaf(new byte[] { 1 }));
        assertEquals(200, post(witness, new AddCheckpoint(0, List.of(), other)));
        world.records(20);
        var pod = pod();

        turn(pod, 4);

        assertEquals(Optional.of(refusal), pod.refusal());
        assertEquals(0, shown());
        assertEquals(0, world.published().size());
    }

    /** All else was put back, and the topic was lost. */
    @Test
    void whatWitnessesSawIsFoundMissing() throws IOException {
        world.witness("a");
        world.policy("quorum a");
        var pod = pod();
        world.records(20);
        goOn(pod);
        assertEquals(List.of(), world.found());
        var backup = world.copy();
        var first = Files.readAllBytes(world.ledger().resolve("checkpoint"));
        world.records(20);
        goOn(pod);
        end(pod);
        wentBackTo20(backup, first);
        loseTopic();

        assertEquals(List.of("published-heads-gone -", "witness-saw-more a"), world.found());
    }

    /** Nothing is left here: who keeps it elsewhere is asked all the same. */
    @Test
    void whatWitnessesSawIsFoundMissingWhereNothingIsLeft() throws IOException {
        world.witness("a");
        world.policy("quorum a");
        var empty = world.copy();
        var pod = pod();
        world.records(20);
        goOn(pod);
        end(pod);
        world.putBack(empty);
        for (var folder : List.of("batch", "tile/0", "tile/entries")) {
            world.store.names(folder).forEach(name -> world.store.delete(folder + "/" + name));
        }
        world.store.delete("checkpoint");
        loseTopic();

        assertEquals(List.of("witness-saw-more a"), world.found());
    }

    /** Whoever silences them would have what they saw not looked at. */
    @Test
    void thatWitnessesDoNotAnswerIsFound() throws IOException {
        var witness = world.witness("a");
        world.policy("quorum a");
        world.records(20);
        goOn(pod());
        witness.close();

        assertEquals(List.of("witnesses-not-asked -"), world.found());
    }

    /** Whatever one of three says that is no proof of another tree, the two others suffice. */
    @ParameterizedTest
    @ValueSource(strings = { "200 nonsense", "200 ", "500 ", "403 ", "404 ", "302 ", "409 nonsense", "409 -1", "409 007",
            "200 ENDLESS",
            "200 SLOW", "200 FOREIGN", "200 OWN_TEXT", "200 NO_TIME" })
    void whoTalksNonsenseIsPassedOver(String answer) throws IOException {
        world.witness("a");
        world.witness("b");
        lying(answer);
        world.policy(TWO_OF_THREE);
        var pod = pod();
        world.records(20);

        goOn(pod);

        assertEquals(20, shown());
        assertEquals(2, policy().seenBy(head()).size());
    }

    /** Who refused is asked again at once, whatever the clock does: a pause of theirs would be as good as a yes. */
    @Test
    void whoRefusesIsNotPassedOverInTheNextTurn() throws IOException, InterruptedException {
        var other = world.keys.sign(20, Hash.ofLeaf(new byte[] { 1 }));
        assertEquals(200, post(threeWitnesses().get(2), new AddCheckpoint(0, List.of(), other)));
        world.policy(TWO_OF_THREE);
        var clock = new SteppingClock(Instant.parse("2026-11-28T10:00:00Z"), Duration.ZERO);
        var pod = world.pod(world.store, world.keys, clock);
        world.records(20);

        for (var seconds = 0; seconds < 50; seconds += 5) {
            clock.set(Instant.parse("2026-11-28T10:00:00Z").minusSeconds(seconds));
            turn(pod, 1);
        }

        assertEquals(Optional.of(Refusal.WITNESS_SAW_ANOTHER_TREE), pod.refusal());
        assertEquals(0, shown());
        assertEquals(List.of(), world.published());
    }

    /** Whatever goes wrong with another meanwhile: else the next turn would find them silent, and pass them over. */
    @Test
    void whoIsStillBeingAskedMayBeAboutToRefuse() throws IOException {
        world.witness("a");
        world.witness("b");
        lying(() -> {
            LockSupport.parkNanos(400_000_000);
            return "409 20\n";
        });
        world.policy(TWO_OF_THREE);
        var witnesses = Witnesses.of(policy(), world.keys, Clock.systemUTC());
        var head = world.keys.sign(20, Hash.ofLeaf(new byte[1]));

        var refused = assertThrows(RefusedException.class, () -> witnesses.show(head, 20, from -> {
            if (from == 0) {
                throw new IllegalStateException("the store is away");
            }
            return List.of();
        }));

        assertEquals(Refusal.WITNESS_SAW_ANOTHER_TREE, refused.refusal());
        assertEquals(0, witnesses.silent());
    }

    @Test
    void whoMendsWhatTheySaidIsAskedAgain() throws IOException {
        world.witness("a");
        world.witness("b");
        var answer = new AtomicReference<>("409 5000\n");
        lying(answer::get);
        world.policy(TWO_OF_THREE);
        var pod = pod();
        world.records(20);
        turn(pod, 3);
        assertEquals(Optional.of(Refusal.BEHIND_A_HEAD), pod.refusal());

        answer.set("500 ");
        goOn(pod);

        assertEquals(20, shown());
    }

    private List<WitnessNode> threeWitnesses() throws IOException {
        return List.of(world.witness("a"), world.witness("b"), world.witness("c"));
    }

    /** A third one, who answers this. */
    private void lying(String answer) throws IOException {
        lying(() -> answer);
    }

    private void lying(Supplier<String> answers) throws IOException {
        var key = LedgerWorld.newKey("example.org/c", VerifierKey.Type.WITNESS);
        stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stub.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        stub.createContext("/", exchange -> {
            try (exchange) {
                var asked = AddCheckpoint
                        .of(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)).checkpoint();
                var answer = answers.get();
                exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), 0);
                say(answer.substring(4), asked, key, exchange.getResponseBody());
            }
        });
        stub.start();
        world.policy("witness c " + key.verifier() + " http://localhost:" + stub.getAddress().getPort());
    }

    private static void say(String what, Note asked, SigningKey key, OutputStream to) throws IOException {
        var foreign = LedgerWorld.newKey("example.org/c", VerifierKey.Type.WITNESS).cosign("x\n", Instant.EPOCH);
        switch (what) {
            case "ENDLESS" -> {
                for (var i = 0; i < 100_000; i++) {
                    to.write(new byte[8192]);
                }
            }
            case "SLOW" -> {
                for (var i = 0; i < 100; i++) {
                    to.write('x');
                    to.flush();
                    LockSupport.parkNanos(200_000_000);
                }
            }
            case "OWN_TEXT" -> {
                var text = asked.text() + "\nevil\n";
                to.write(("evil\n\n" + key.cosign(text, Instant.now()).text() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            case "NO_TIME" ->
                to.write((key.cosign(asked.text(), Instant.EPOCH).text() + "\n").getBytes(StandardCharsets.UTF_8));
            case "FOREIGN" -> to.write((foreign.text() + "\n").getBytes(StandardCharsets.UTF_8));
            default -> to.write(what.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Policy policy() {
        return Policy.of(world.policyText().getBytes(StandardCharsets.UTF_8));
    }

    private Note head() {
        return Note.of(world.store.read(Publication.CHECKPOINT).orElseThrow());
    }

    private static int post(WitnessNode witness, AddCheckpoint asked) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(witness.address() + "/add-checkpoint"))
                .POST(BodyPublishers.ofString(asked.toString())).build(), BodyHandlers.discarding()).statusCode();
    }
}
