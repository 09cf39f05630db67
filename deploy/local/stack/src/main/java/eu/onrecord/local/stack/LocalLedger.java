package eu.onrecord.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import eu.onrecord.local.witness.WitnessNode;
import eu.onrecord.tlog.SigningKey;
import eu.onrecord.tlog.VerifierKey;

/** The ledger's keys on the local platform, and the one witness that has to have seen a head before it is shown. */
final class LocalLedger {
    static final String ORIGIN = "localhost/onrecord";
    private static final String WITNESS = "localhost/witness";

    private LocalLedger() {
    }

    static WitnessNode startWitness(Path data, int port) throws IOException {
        return WitnessNode.start(data.resolve("witness"), witness(), List.of(log().verifier()), port);
    }

    /** Writes which witnesses the archive has to ask, and tells where. */
    static Path writePolicy(Path data, int witnessPort) {
        try {
            var file = Files.createDirectories(data.resolve("config")).resolve("ledger-policy");
            return Files.writeString(file, "witness local %s http://localhost:%d%nquorum local%n"
                    .formatted(witness().verifier(), witnessPort)).toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** By which everybody knows the ledger's heads. */
    static VerifierKey verifierKey() {
        return log().verifier();
    }

    private static SigningKey log() {
        return key(ORIGIN, VerifierKey.Type.LOG, LocalSecrets.LEDGER_SIGNING_KEY, LocalSecrets.LEDGER_PUBLIC_KEY);
    }

    private static SigningKey witness() {
        return key(WITNESS, VerifierKey.Type.WITNESS, LocalSecrets.WITNESS_SIGNING_KEY, LocalSecrets.WITNESS_PUBLIC_KEY);
    }

    private static SigningKey key(String name, VerifierKey.Type type, String privateKey, String publicKey) {
        return new SigningKey(name, type, Base64.getDecoder().decode(privateKey), Base64.getDecoder().decode(publicKey));
    }
}
