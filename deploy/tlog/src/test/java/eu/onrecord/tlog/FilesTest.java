package eu.onrecord.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed to others: a proof to keep, and what a witness is asked. */
class FilesTest {
    private final SigningKey log = Keys.log("example.org/log");
    private final Hash left = Hash.ofLeaf(new byte[] { 1 });
    private final Hash right = Hash.ofLeaf(new byte[] { 2 });
    private final Note head = log.sign(new Checkpoint("example.org/log", 2, Hash.of(left, right)));
    private final TlogProof proof = new TlogProof(1, List.of(left), head);

    @Test
    void aProofIsSpelledAsTheSpecificationHasIt() {
        assertEquals("c2sp.org/tlog-proof@v1\nindex 1\n" + left.base64() + "\n\n" + head, proof.toString());
        assertEquals(proof, TlogProof.of(proof.toString()));
    }

    @Test
    void aProofOfOnlyOneLeafHasNoPath() {
        var alone = new TlogProof(0, List.of(), log.sign(new Checkpoint("example.org/log", 1, left)));

        assertEquals(alone, TlogProof.of(alone.toString()));
        assertTrue(alone.includes(left));
    }

    @Test
    void itIncludesItsLeafAndNoOther() {
        assertTrue(proof.includes(right));
        assertFalse(proof.includes(left));
        assertFalse(new TlogProof(0, List.of(left), head).includes(right));
    }

    @Test
    void whatElseStandsInAProofIsPassedOver() {
        assertEquals(proof, TlogProof.of(proof.toString().replace("\nindex", "\nextra AAAA\nindex")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "c2sp.org/tlog-proof@v1\n\nHEAD", "c2sp.org/tlog-proof@v2\nindex 1\n\nHEAD",
            "c2sp.org/tlog-proof@v1\nindex 01\n\nHEAD", "c2sp.org/tlog-proof@v1\nindex +1\n\nHEAD",
            "c2sp.org/tlog-proof@v1\nindex\n\nHEAD", "c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\nHEAD",
            "c2sp.org/tlog-proof@v1\nindex 1\nextra AAAA\n\nHEAD", "c2sp.org/tlog-proof@v1\nextra A\nindex 1\n\nHEAD",
            "c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 1\n\nHEAD", "c2sp.org/tlog-proof@v1\nindex 1\nHEAD",
            "c2sp.org/tlog-proof@v1\nindex 1\n\n", "c2sp.org/tlog-proof@v1\r\nindex 1\n\nHEAD" })
    void whatIsNoProofIsRefused(String file) {
        assertThrows(Malformed.class, () -> TlogProof.of(file.replace("HEAD", head.toString())));
    }

    @Test
    void aProofHasAtMost63Hashes() {
        assertEquals(63, TlogProof.of(new TlogProof(1, Collections.nCopies(63, left), head).toString()).path().size());
        var longer = new TlogProof(1, Collections.nCopies(64, left), head).toString();
        assertThrows(Malformed.class, () -> TlogProof.of(longer));
    }

    @Test
    void aWitnessIsAskedWithTheSizeThatItSawLast() {
        var asked = new AddCheckpoint(1, List.of(right), head);

        assertEquals("old 1\n" + right.base64() + "\n\n" + head, asked.toString());
        assertEquals(asked, AddCheckpoint.of(asked.toString()));
        assertEquals("old 0\n\n" + head, new AddCheckpoint(0, List.of(), head).toString());
        assertEquals(0, AddCheckpoint.of("old 0\n\n" + head).proof().size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "old 1\nHEAD", "old 01\n\nHEAD", "old -1\n\nHEAD", "old\n\nHEAD", "new 1\n\nHEAD",
            "old 1\nAAAA\n\nHEAD",
            "old 1\n\n", "\nold 1\n\nHEAD" })
    void whatIsNoRequestIsRefused(String body) {
        assertThrows(Malformed.class, () -> AddCheckpoint.of(body.replace("HEAD", head.toString())));
    }

    @Test
    void aRequestHasAtMost63Hashes() {
        assertEquals(63, AddCheckpoint.of(new AddCheckpoint(1, Collections.nCopies(63, left), head).toString()).proof().size());
        var longer = new AddCheckpoint(1, Collections.nCopies(64, left), head).toString();
        assertThrows(Malformed.class, () -> AddCheckpoint.of(longer));
    }
}
