package eu.onrecord.local.process;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on which nothing listens, for a server that is started later. None of those that the system gives to outgoing
 * connections: one of these may take it before the server does. And none that was taken before by this program: the
 * server that it is for may still be starting.
 */
public final class FreePorts {
    private static final int LOWEST = 10_000;
    /** Where Linux begins by default; elsewhere it is higher. */
    private static final int LOWEST_OUTGOING = 32_768;
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int MOST_ATTEMPTS = 1000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePorts() {
    }

    /**
     * Ports that differ from each other and from all that were taken before.
     *
     * @throws IOException if there are not so many
     */
    public static synchronized List<Integer> take(int count) throws IOException {
        var end = lowestOutgoing();
        var taken = new ArrayList<Integer>();
        while (taken.size() < count) {
            taken.add(anyFree(end));
        }
        return List.copyOf(taken);
    }

    /** As above, one. */
    public static int takeOne() throws IOException {
        return take(1).get(0);
    }

    private static int anyFree(int end) throws IOException {
        for (var attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(LOWEST, end);
            if (!GIVEN.contains(port) && isFree(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IOException("No port is free between %d and %d.".formatted(LOWEST, end));
    }

    private static boolean isFree(int port) throws IOException {
        try (var socket = new ServerSocket(port)) {
            return true;
        } catch (BindException taken) {
            return false;
        }
    }

    private static int lowestOutgoing() throws IOException {
        if (!Files.isReadable(OUTGOING)) {
            return LOWEST_OUTGOING;
        }
        var lowest = Integer.parseInt(Files.readString(OUTGOING).strip().split("\\s+")[0]);
        return lowest > LOWEST + MOST_ATTEMPTS ? Math.min(lowest, LOWEST_OUTGOING) : LOWEST_OUTGOING;
    }
}
