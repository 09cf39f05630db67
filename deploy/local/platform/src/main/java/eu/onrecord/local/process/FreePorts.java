package eu.onrecord.local.process;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on which nothing listens, for a server that is started later. None of those that the system gives to outgoing
 * connections: one of these may take it before the server does.
 */
public final class FreePorts {
    private static final int LOWEST = 20_000;
    /** Linux: net.ipv4.ip_local_port_range begins here. */
    private static final int LOWEST_OUTGOING = 32_768;
    private static final int MOST_ATTEMPTS = 1000;

    private FreePorts() {
    }

    /**
     * Ports that differ: all are held before any is let go.
     *
     * @throws IOException if there are not so many
     */
    public static List<Integer> take(int count) throws IOException {
        var held = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < count; i++) {
                held.add(anyFree());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
    }

    /** As above, one. */
    public static int takeOne() throws IOException {
        return take(1).get(0);
    }

    private static ServerSocket anyFree() throws IOException {
        for (var attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_OUTGOING));
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("No port is free between %d and %d.".formatted(LOWEST, LOWEST_OUTGOING));
    }
}
