package eu.onrecord.ingest.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Somebody on the network, byte by byte. */
final class Stranger implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;

    Stranger(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** A webhook's head. */
    Stranger announces(String path, long bytes) throws IOException {
        return sends(
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + bytes
                        + "\r\n\r\n");
    }

    Stranger sends(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
        return this;
    }

    /** The first line of the next answer. */
    String answer() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        var line = new StringBuilder();
        for (var next = socket.getInputStream().read(); next >= 0 && next != '\r'; next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    /** As above, if it begins to come within a time; null if nothing does. */
    String answerWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            var first = socket.getInputStream().read();
            return first < 0 ? "closed" : (char) first + answer();
        } catch (SocketTimeoutException silence) {
            return null;
        }
    }

    /** Reads on to the end of an answer's head; it has no body. */
    void skipsHead() throws IOException {
        for (var ends = 0; ends < 2;) {
            var next = socket.getInputStream().read();
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
        }
    }

    /** All that is answered until the server closes. */
    String all() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    /** Sends so little again and again, until the server closes; how long that took, or null if it never did. */
    Duration dribblesUntilClosed(String little, Duration every, Duration atMost) throws IOException {
        var begun = System.nanoTime();
        socket.setSoTimeout((int) every.toMillis());
        while (System.nanoTime() - begun < atMost.toNanos()) {
            try {
                if (socket.getInputStream().read() < 0) {
                    return Duration.ofNanos(System.nanoTime() - begun);
                }
            } catch (SocketTimeoutException silence) {
                try {
                    sends(little);
                } catch (IOException closed) {
                    return Duration.ofNanos(System.nanoTime() - begun);
                }
            } catch (IOException closed) {
                return Duration.ofNanos(System.nanoTime() - begun);
            }
        }
        return null;
    }

    /** Asks again and again without reading an answer, until the server closes; false if it never does. */
    boolean asksWithoutReadingUntilClosed(String request, Duration atMost) {
        var many = request.repeat(200).getBytes(US_ASCII);
        var asking = new Thread(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(many);
                }
            } catch (IOException closed) {
                // that is what is waited for
            }
        });
        asking.setDaemon(true);
        asking.start();
        try {
            asking.join(atMost.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !asking.isAlive();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
