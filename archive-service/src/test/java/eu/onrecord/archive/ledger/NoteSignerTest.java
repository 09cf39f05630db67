package eu.onrecord.archive.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class NoteSignerTest {
    private final KeyPair keys = newKeys();
    private final NoteSigner signer = signer("example.org/ledger", keys, keys);
    private final Checkpoint checkpoint = new Checkpoint("example.org/ledger", 42, Hash.ofLeaf(new byte[] { 7 }));

    @Test
    void aNoteIsTheCheckpointAnEmptyLineAndASignature() {
        var lines = signer.sign(checkpoint).split("\n", -1);

        assertEquals("example.org/ledger", lines[0]);
        assertEquals("42", lines[1]);
        assertEquals(checkpoint.root().base64(), lines[2]);
        assertEquals("", lines[3]);
        assertTrue(lines[4].startsWith("— example.org/ledger "), lines[4]);
        assertEquals(6, lines.length);
    }

    @Test
    void itsOwnNotesItKnows() {
        assertEquals(Optional.of(checkpoint), signer.open(signer.sign(checkpoint)));
    }

    @Test
    void whatWasChangedOrSignedByAnotherItDoesNot() {
        var note = signer.sign(checkpoint);
        var other = signer("example.org/ledger", newKeys());

        assertTrue(signer.open(note.replace("\n42\n", "\n43\n")).isEmpty());
        assertTrue(signer.open(other.sign(checkpoint)).isEmpty());
        assertTrue(signer.open("nonsense").isEmpty());
    }

    @Test
    void keysThatAreNoPairAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> signer("x", keys, newKeys()));
        assertThrows(IllegalArgumentException.class, () -> new NoteSigner("x", new byte[48], new byte[44]));
    }

    private static NoteSigner signer(String name, KeyPair pair) {
        return signer(name, pair, pair);
    }

    private static NoteSigner signer(String name, KeyPair privateOf, KeyPair publicOf) {
        return new NoteSigner(name, privateOf.getPrivate().getEncoded(), publicOf.getPublic().getEncoded());
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
