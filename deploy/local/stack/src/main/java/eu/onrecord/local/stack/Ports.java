package eu.onrecord.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

import eu.onrecord.local.process.FreePorts;

/** Where everything listens; all on the loopback address but for what Quarkus opens. */
record Ports(int page, int ingest, int ingestApi, int ingestManagement, int consent, int consentManagement, int archive,
        int archiveManagement, int witness, int keycloak, int kafka, int postgres) {
    /** The ports that {@code up} prints. */
    static Ports fixed() {
        return new Ports(8080, 8081, 8084, 9081, 8082, 9082, 8083, 9083, 8085, 8180, 9092, 5433);
    }

    /** Ports that nobody has now. */
    static Ports free() throws IOException {
        var p = FreePorts.take(12);
        return new Ports(p.get(0), p.get(1), p.get(2), p.get(3), p.get(4), p.get(5), p.get(6), p.get(7), p.get(8), p.get(9),
                p.get(10), p.get(11));
    }

    /** @throws IOException if one is taken: which, and by what it is wanted */
    void requireFree() throws IOException {
        for (var port : byUse().entrySet()) {
            try (var socket = new ServerSocket(port.getValue(), 1, InetAddress.getLoopbackAddress())) {
                continue;
            } catch (IOException taken) {
                throw new IOException("Port %d is in use, and %s needs it.".formatted(port.getValue(), port.getKey()), taken);
            }
        }
    }

    private Map<String, Integer> byUse() {
        var uses = new LinkedHashMap<String, Integer>();
        uses.put("the phone and desk page", page);
        uses.put("ingest-service's webhooks", ingest);
        uses.put("ingest-service", ingestApi);
        uses.put("ingest-service's management", ingestManagement);
        uses.put("consent-service", consent);
        uses.put("consent-service's management", consentManagement);
        uses.put("archive-service", archive);
        uses.put("archive-service's management", archiveManagement);
        uses.put("the witness", witness);
        uses.put("Keycloak", keycloak);
        uses.put("Kafka", kafka);
        uses.put("PostgreSQL", postgres);
        return uses;
    }
}
