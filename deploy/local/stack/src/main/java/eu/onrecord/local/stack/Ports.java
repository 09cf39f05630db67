package eu.onrecord.local.stack;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Where everything listens; all on the loopback address but for what Quarkus opens. */
record Ports(int page, int ingest, int ingestApi, int ingestManagement, int consent, int consentManagement, int archive,
        int archiveManagement, int keycloak, int kafka, int postgres) {
    private static final int LOWEST_FREE = 20_000;
    /** Linux: net.ipv4.ip_local_port_range begins here. */
    private static final int LOWEST_OUTGOING = 32_768;
    private static final int MOST_ATTEMPTS = 1000;

    /** The ports that {@code up} prints. */
    static Ports fixed() {
        return new Ports(8080, 8081, 8084, 9081, 8082, 9082, 8083, 9083, 8180, 9092, 5433);
    }

    /** Ports that nobody has now. */
    static Ports free() throws IOException {
        var sockets = new ServerSocket[11];
        try {
            for (var i = 0; i < sockets.length; i++) {
                sockets[i] = anyFree();
            }
            var p = Arrays.stream(sockets).mapToInt(ServerSocket::getLocalPort).toArray();
            return new Ports(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8], p[9], p[10]);
        } finally {
            for (var socket : sockets) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    /** Not one of those that the system gives to outgoing connections, which may take it before it is used. */
    private static ServerSocket anyFree() throws IOException {
        for (var attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(LOWEST_FREE, LOWEST_OUTGOING));
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("No port is free between %d and %d.".formatted(LOWEST_FREE, LOWEST_OUTGOING));
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
        uses.put("Keycloak", keycloak);
        uses.put("Kafka", kafka);
        uses.put("PostgreSQL", postgres);
        return uses;
    }
}
