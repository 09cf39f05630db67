package eu.onrecord.local.stack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Checks a proof as somebody outside would, who trusts nothing of the archive but its public key: RFC 9162 section 2.1.3.2, and
 * the signed note of C2SP. Written apart from the archive's own code on purpose.
 */
final class InclusionProof {
    private static final int KEY_ID_BYTES = 4;
    private static final byte[] LEAF = { 0 };
    /** The record format's version, as in archive-service/FORMAT.md. */
    private static final byte[] FORMAT = { 1 };

    private InclusionProof() {
    }

    /** Whether the record is in the ledger whose head this key signed. */
    static boolean holds(JsonNode proof, String publicKey) throws GeneralSecurityException {
        var note = proof.path("checkpoint").asText();
        var lines = note.split("\n");
        return isSigned(note, publicKey) && proof.path("treeSize").asText().equals(lines[1])
                && Arrays.equals(root(proof), Base64.getDecoder().decode(lines[2]));
    }

    private static byte[] root(JsonNode proof) throws GeneralSecurityException {
        var hash = sha256(List.of(LEAF, FORMAT, bytes(proof.path("commitment"))));
        var node = proof.path("leafIndex").asLong();
        var last = proof.path("treeSize").asLong() - 1;
        for (var sibling : proof.path("path")) {
            if ((node & 1) == 1 || node == last) {
                hash = sha256(List.of(new byte[] { 1 }, bytes(sibling), hash));
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = sha256(List.of(new byte[] { 1 }, hash, bytes(sibling)));
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? hash : new byte[0];
    }

    private static boolean isSigned(String note, String publicKey) throws GeneralSecurityException {
        var end = note.indexOf("\n\n") + 1;
        // the log's own stands first, those of its witnesses behind it
        var signatureLine = note.substring(end + 1).strip().split("\n")[0];
        var signed = Base64.getDecoder().decode(signatureLine.substring(signatureLine.lastIndexOf(' ') + 1));
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
        signature.update(note.substring(0, end).getBytes(StandardCharsets.UTF_8));
        return signature.verify(signed, KEY_ID_BYTES, signed.length - KEY_ID_BYTES);
    }

    private static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }

    private static byte[] sha256(List<byte[]> parts) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256");
        parts.forEach(digest::update);
        return digest.digest();
    }
}
