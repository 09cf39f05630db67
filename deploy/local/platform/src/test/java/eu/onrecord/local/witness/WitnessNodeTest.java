package eu.onrecord.local.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import eu.onrecord.tlog.AddCheckpoint;
import eu.onrecord.tlog.Checkpoint;
import eu.onrecord.tlog.Hash;
import eu.onrecord.tlog.Note;
import eu.onrecord.tlog.Proofs;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;

/** As https://c2sp.org/tlog-witness has it, whoever asks. */
class WitnessNodeTest {
    private static final String ORIGIN = "example.org/log";
    private final SigningKey log = key(ORIGIN, VerifierKey.Type.LOG);
    private final SigningKey key = key("example.org/witness", VerifierKey.Type.WITNESS);
    private final List<Hash> leaves = IntStream.range(0, 20).mapToObj(i -> Hash.ofLeaf(new byte[] { (byte) i })).toList();
    @TempDir
    Path directory;
    private WitnessNode witness;

    @BeforeEach
    void start() throws IOException {
        witness = WitnessNode.start(directory, key, List.of(log.verifier()), 0);
    }

    @AfterEach
    void stop() {
        witness.close();
    }

    @Test
    void aHeadThatGoesOnFromTheLastIsSignedAndKept() throws Exception {
        assertEquals(200, show(0, 10).statusCode());
        var answer = show(10, 15);

        assertEquals(200, answer.statusCode());
        assertTrue(key.verifier().signed(Note.of(head(15).text() + "\n" + answer.body())));
        var seen = Note.of(seen(ORIGIN).body());
        assertEquals(15, Checkpoint.of(seen).size());
        assertTrue(key.verifier().signed(seen) && log.verifier().signed(seen));
    }

    @Test
    void whoBelievesAnotherSizeIsToldTheRightOne() throws Exception {
        show(0, 10);

        var answer = show(0, 15);
        assertEquals(409, answer.statusCode());
        assertEquals("10\n", answer.body());
        assertEquals("text/x.tlog.size", answer.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(409, show(5, 15).statusCode());
    }

    @Test
    void aHeadOfAnotherTreeIsNotSigned() throws Exception {
        show(0, 10);
        var other = log.sign(new Checkpoint(ORIGIN, 15, leaves.get(0)));

        assertEquals(422, post(new AddCheckpoint(10, proof(10, 15), other).toString()).statusCode());
        assertEquals(422, post(new AddCheckpoint(10, List.of(), head(15)).toString()).statusCode());
        assertEquals(422, post(new AddCheckpoint(10, List.of(), log.sign(new Checkpoint(ORIGIN, 10, leaves.get(0)))).toString())
                .statusCode());
        assertEquals(200, show(10, 10).statusCode());
        assertEquals(10, Checkpoint.of(Note.of(seen(ORIGIN).body())).size());
    }

    @Test
    void ofNothingThereIsOneHead() throws Exception {
        assertEquals(422, post(new AddCheckpoint(0, List.of(), log.sign(new Checkpoint(ORIGIN, 0, leaves.get(0)))).toString())
                .statusCode());
        assertEquals(200, show(0, 0).statusCode());
        assertEquals(422, post(new AddCheckpoint(0, proof(5, 10), head(10)).toString()).statusCode());
    }

    @Test
    void othersAreRefused() throws Exception {
        var stranger = key(ORIGIN, VerifierKey.Type.LOG);
        var unknown = key("example.org/unknown", VerifierKey.Type.LOG);

        assertEquals(403,
                post(new AddCheckpoint(0, List.of(), stranger.sign(Checkpoint.of(head(10)))).toString()).statusCode());
        assertEquals(403, post(new AddCheckpoint(0, List.of(), head(10)).toString().replace("\n10\n", "\n11\n")).statusCode());
        assertEquals(404, post(new AddCheckpoint(0, List.of(),
                unknown.sign(new Checkpoint("example.org/unknown", 1, leaves.get(0)))).toString()).statusCode());
        assertEquals(400, post("old 11\n\n" + head(10)).statusCode());
        assertEquals(400, post("nonsense").statusCode());
        assertEquals(404, seen(ORIGIN).statusCode());
        assertEquals(413, post("x".repeat(100_000)).statusCode());
    }

    /** Nobody needs a key to send more lines than a log did. */
    @Test
    void whatAStrangerAddsToAHeadIsNeitherKeptNorShown() throws Exception {
        show(0, 10);
        var lines = new ArrayList<Note.Line>();
        for (var i = 0; i < 126; i++) {
            lines.add(new Note.Line("example.org/" + i, i, new byte[64]));
        }
        var own = key.cosign("something else\n", Instant.EPOCH);
        lines.add(own);

        assertEquals(200, post(new AddCheckpoint(10, List.of(), head(10).with(lines)).toString()).statusCode());

        assertEquals(2, Note.of(seen(ORIGIN).body()).signatures().size());
        assertTrue(key.verifier().signed(Note.of(seen(ORIGIN).body())));
        stop();
        start();
        assertEquals(200, show(10, 15).statusCode());
    }

    @Test
    void whoSendsSlowlyKeepsNobodyWaiting() throws Exception {
        var slow = new ArrayList<Socket>();
        for (var i = 0; i < 50; i++) {
            var socket = new Socket("localhost", witness.port());
            socket.getOutputStream().write("POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nold"
                    .getBytes(StandardCharsets.US_ASCII));
            slow.add(socket);
        }

        assertEquals(200, show(0, 10).statusCode());
        for (var socket : slow) {
            socket.close();
        }
    }

    private HttpResponse<String> show(int from, int to) throws IOException, InterruptedException {
        return post(new AddCheckpoint(from, proof(from, to), head(to)).toString());
    }

    private Note head(int size) {
        return log.sign(new Checkpoint(ORIGIN, size, root(leaves.subList(0, size))));
    }

    private List<Hash> proof(int from, int to) {
        return Proofs.consistency(from, to).stream()
                .map(range -> root(leaves.subList((int) range.from(), (int) range.to()))).toList();
    }

    private static Hash root(List<Hash> some) {
        if (some.size() < 2) {
            return some.isEmpty() ? Hash.ofNothing() : some.get(0);
        }
        var left = Integer.highestOneBit(some.size() - 1);
        return Hash.of(root(some.subList(0, left)), root(some.subList(left, some.size())));
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(witness.address() + "/add-checkpoint")).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> seen(String origin) throws Exception {
        var hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8)));
        return send(HttpRequest.newBuilder(URI.create(witness.address() + "/" + hash + "/checkpoint")));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static SigningKey key(String name, VerifierKey.Type type) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(name, type, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
