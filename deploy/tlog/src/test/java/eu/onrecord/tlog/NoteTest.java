package eu.onrecord.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
    /** The example of the signed-note specification. */
    private static final String EXAMPLE = """
            This is an example message.

            \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;
    private static final VerifierKey FOO = VerifierKey
            .of("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

    private final SigningKey log = Keys.log("example.org/log");
    private final SigningKey witness = Keys.witness("example.org/witness");
    private final Checkpoint head = new Checkpoint("example.org/log", 42, Hash.ofLeaf(new byte[] { 7 }));
    private final Note note = log.sign(head);

    @Test
    void theExampleOfTheSpecificationIsSigned() {
        assertTrue(FOO.signed(Note.of(EXAMPLE)));
        assertEquals(EXAMPLE, Note.of(EXAMPLE).toString());
    }

    /** The checksum database of Go, whose key everybody knows. */
    @ParameterizedTest
    @ValueSource(strings = { "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8" })
    void aVerifierKeyIsSpelledAsItWasRead(String vkey) {
        assertEquals(vkey, VerifierKey.of(vkey).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
            "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", "example.com/foo+530d903a+",
            "example.com/foo+530d903a", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "",
            "example.com/ foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k" })
    void whatIsNoVerifierKeyIsRefused(String vkey) {
        assertThrows(Malformed.class, () -> VerifierKey.of(vkey));
    }

    @Test
    void aHeadThatWasSignedSaysWhatItSaid() {
        var read = Note.of(note.toString());

        assertTrue(log.verifier().signed(read));
        assertEquals(head, Checkpoint.of(read));
        assertEquals(note, Note.of(note.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void ofAnotherKeyNothingIsKnown() {
        assertFalse(Keys.log("example.org/log").verifier().signed(note));
        assertFalse(Keys.log("example.org/other").verifier().signed(note));
    }

    @Test
    void aLineOfAKnownKeyThatItDidNotSignSpoilsTheWholeNote() {
        var changed = Note.of(note.toString().replace("\n42\n", "\n43\n"));

        assertThrows(Malformed.class, () -> log.verifier().signed(changed));
        // a right one beside it does not mend that
        var both = new Note(note.text(), List.of(note.signatures().get(0), changed(note.signatures().get(0))));
        assertThrows(Malformed.class, () -> log.verifier().signed(both));
    }

    @Test
    void aWitnessSaysWhenItSawAHead() {
        var at = Instant.parse("2026-11-28T10:00:00Z");
        var seen = note.with(List.of(witness.cosign(note.text(), at)));

        assertEquals(Optional.of(at.getEpochSecond()), witness.verifier().seenAt(Note.of(seen.toString())));
        assertEquals(Optional.empty(), witness.verifier().seenAt(note));
        assertEquals(Optional.empty(), log.verifier().seenAt(seen));
        assertTrue(log.verifier().signed(seen));
    }

    @Test
    void aWitnessThatSawAnotherHeadSawNotThisOne() {
        var other = log.sign(new Checkpoint(head.origin(), 41, head.root()));
        var forged = note.with(List.of(witness.cosign(other.text(), Instant.EPOCH)));

        assertThrows(Malformed.class, () -> witness.verifier().signed(forged));
    }

    @Test
    void theSameKeyAsLogAndAsWitnessIsTwo() {
        var asWitness = new VerifierKey(log.verifier().name(), VerifierKey.Type.WITNESS, log.verifier().key());

        assertFalse(asWitness.signed(note));
        assertFalse(asWitness.equals(log.verifier()));
    }

    @Test
    void aTimeBefore1970IsNone() {
        var before = note.with(List.of(witness.cosign(note.text(), Instant.ofEpochSecond(-1))));

        assertThrows(Malformed.class, () -> witness.verifier().signed(before));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n\u2014 a AAAAAAA=", "text\n\n- a AAAAAAA=\n",
            "text\n\n\u2014 a AAAAAA==\n", "text\n\n\u2014 a AAAAAAA\n", "text\n\n\u2014 a  AAAAAAA=\n",
            "text\n\n\u2014 AAAAAAA=\n",
            "text\n\n\u2014 a+b AAAAAAA=\n", "text\n\n\u2014 a\u00a0b AAAAAAA=\n", "text\n\n\u2014 a AAAAAAB=\n",
            "te\rxt\n\n\u2014 a AAAAAAA=\n", "te\u0000xt\n\n\u2014 a AAAAAAA=\n", "te\txt\n\n\u2014 a AAAAAAA=\n",
            "te\ud800xt\n\n\u2014 a AAAAAAA=\n", "text\n\n\u2014 a AAAAAAA= b\n", "text\n\n\u2014 a AAAAAAA=\nb\n" })
    void whatIsNoNoteIsRefused(String note) {
        assertThrows(Malformed.class, () -> Note.of(note));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThrows(Malformed.class, () -> Note.of(new byte[] { (byte) 0xff, '\n', '\n' }));
    }

    @Test
    void theTextEndsAtTheLastEmptyLine() {
        assertEquals("one\n\ntwo\n", Note.of("one\n\ntwo\n\n\u2014 a AAAAAAA=\n").text());
    }

    @Test
    void aNoteHasAtMost128Signatures() {
        var line = "\u2014 a AAAAAAA=\n";

        assertEquals(128, Note.of("text\n\n" + line.repeat(128)).signatures().size());
        assertThrows(Malformed.class, () -> Note.of("text\n\n" + line.repeat(129)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "example.org/log\n007\nROOT\n", "example.org/log\n+5\nROOT\n", "example.org/log\n-5\nROOT\n",
            "example.org/log\n 5\nROOT\n", "example.org/log\n5 \nROOT\n", "example.org/log\n0x5\nROOT\n",
            "example.org/log\n\nROOT\n", "example.org/log\n9223372036854775808\nROOT\n", "example.org/log\n5\nAAAA\n",
            "example.org/log\n5\n\n", "example.org/log\n5\n", "\n5\nROOT\n", "example.org/log\n\u0665\nROOT\n",
            "example.org/log\n5\nROOT\n\n", "example.org/log\n5\nROOT\nmore\n\nmore\n", "example.org/log\n5\nROOT=\n" })
    void whatIsNoCheckpointIsRefused(String text) {
        var wrong = new Note(text.replace("ROOT", head.root().base64()), note.signatures());

        assertThrows(Malformed.class, () -> Checkpoint.of(wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = { "example.org/log\n0\nROOT\n", "example.org/log\n9223372036854775807\nROOT\n",
            "example.org/log\n5\nROOT\nfurther\nlines\n" })
    void whatIsOneIsRead(String text) {
        var read = Checkpoint.of(new Note(text.replace("ROOT", head.root().base64()), note.signatures()));

        assertEquals(head.root(), read.root());
        assertEquals("example.org/log", read.origin());
    }

    @Test
    void keysThatAreNoPairAreRefused() throws Exception {
        var one = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var type = VerifierKey.Type.LOG;

        assertThrows(IllegalArgumentException.class,
                () -> new SigningKey("x", type, one.getPrivate().getEncoded(), other.getPublic().getEncoded()));
        assertThrows(IllegalArgumentException.class, () -> new SigningKey("x", type, new byte[48], new byte[44]));
        assertThrows(IllegalArgumentException.class,
                () -> new SigningKey("x y", type, one.getPrivate().getEncoded(), one.getPublic().getEncoded()));
    }

    @Test
    void aSignatureOnceIsEnough() {
        assertEquals(1, note.with(note.signatures()).signatures().size());
        assertEquals(2, note.with(Collections.nCopies(2, witness.cosign(note.text(), Instant.EPOCH))).signatures().size());
    }

    private static Note.Line changed(Note.Line line) {
        var signature = line.signature().clone();
        signature[0] ^= 1;
        return new Note.Line(line.name(), line.keyId(), signature);
    }
}
