package eu.onrecord.local.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A wire to a server on this machine that can be cut at any point: before a request has come, after it has come and before it
 * is answered, or for as long as one likes.
 */
public final class FaultyWire implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket entrance;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "faulty-wire");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Tap> tap = new AtomicReference<>(Tap.CARRY_ALL);
    private volatile int serverPort;
    private volatile boolean deaf;
    private volatile boolean closedForNow;

    public FaultyWire() throws IOException {
        entrance = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    }

    /** Where clients come. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** Looks at what a client sends, and says when everything is to break. */
    public interface Tap {
        /** Nothing breaks. */
        Tap CARRY_ALL = (connection, bytes) -> Verdict.CARRY;

        /** What becomes of what is carried. */
        enum Verdict {
            CARRY,
            /** It does not reach the server. */
            CUT,
            /** It reaches the server, whose answer does not come back. */
            CUT_AT_ANSWER
        }

        /**
         * A client sends something.
         *
         * @param connection the same for all of one connection
         */
        Verdict onRequest(Object connection, byte[] bytes);

        /** Whether an answer is the one not to come back, after {@link Verdict#CUT_AT_ANSWER}. */
        default boolean isAwaited(byte[] answer) {
            return true;
        }

        /** Everything broke, because this tap said so. */
        default void wasCut() {
        }

        /** A connection is there no more. */
        default void ended(Object connection) {
        }
    }

    /** From now on all that clients send is looked at. */
    public synchronized void tap(Tap looksAt) {
        tap.set(looksAt);
    }

    /** From now on what clients send goes there. */
    public void leadTo(int port) {
        serverPort = port;
        threads.execute(this::accept);
    }

    /** All connections break, in the middle of whatever is going on. */
    public synchronized void cut() {
        open.forEach(Connection::close);
        open.clear();
    }

    /** Nothing goes over the connections that are there any more, and nobody is told, as when a firewall forgets them. */
    public synchronized void forgetConnections() {
        open.forEach(connection -> connection.forgotten = true);
    }

    /** What a tap says that was taken away meanwhile has no effect on others. */
    private synchronized void cutFor(Tap decided) {
        if (tap.get() == decided) {
            cut();
            decided.wasCut();
        }
    }

    /** Together with a cut, one is before the other: no connection is left out. */
    private synchronized void join(Connection connection) {
        if (closedForNow) {
            connection.close();
        } else {
            open.add(connection);
        }
    }

    /** Requests still come, and answers do not, until all is well again. */
    public void swallowAnswers() {
        deaf = true;
    }

    /** Everything breaks, and nobody is let in until all is well again. */
    public synchronized void closeForNow() {
        closedForNow = true;
        cut();
    }

    /** New connections work as they should. */
    public synchronized void allIsWell() {
        if (deaf) {
            cut();
        }
        deaf = false;
        closedForNow = false;
        tap.set(Tap.CARRY_ALL);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException ended) {
                // the wire was closed
            }
        }
    }

    private void connect(Socket client) {
        try {
            var connection = new Connection(client, new Socket("localhost", serverPort));
            join(connection);
            threads.execute(() -> carryRequests(connection));
            threads.execute(() -> carryAnswers(connection));
        } catch (IOException away) {
            closeQuietly(client);
        }
    }

    private void carryRequests(Connection connection) {
        carry(connection, connection.client, connection.server, bytes -> {
            var looksAt = tap.get();
            var verdict = looksAt.onRequest(connection, bytes);
            connection.doomed |= verdict == Tap.Verdict.CUT_AT_ANSWER;
            return verdict == Tap.Verdict.CUT ? looksAt : null;
        });
    }

    private void carryAnswers(Connection connection) {
        carry(connection, connection.server, connection.client, bytes -> {
            var looksAt = tap.get();
            var isAwaited = connection.doomed && looksAt.isAwaited(bytes);
            connection.doomed = false;
            return isAwaited ? looksAt : null;
        });
    }

    /** @param breaksFor who says that everything is to break instead; null if it is carried */
    private void carry(Connection connection, Socket from, Socket to, Function<byte[], Tap> breaksFor) {
        try (from; to; InputStream input = from.getInputStream()) {
            var buffer = new byte[BUFFER_BYTES];
            for (var count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                var bytes = Arrays.copyOf(buffer, count);
                var breaking = breaksFor.apply(bytes);
                if (breaking != null) {
                    cutFor(breaking);
                    return;
                }
                if (!connection.forgotten && !(deaf && from == connection.server)) {
                    to.getOutputStream().write(bytes);
                }
            }
        } catch (IOException cut) {
            // as intended
        } finally {
            open.remove(connection);
            tap.get().ended(connection);
        }
    }

    private static final class Connection {
        private final Socket client;
        private final Socket server;
        /** What comes back next is the answer that is not to come. */
        private volatile boolean doomed;
        private volatile boolean forgotten;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void close() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // that is what was wanted
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
        threads.shutdownNow();
    }
}
