package eu.onrecord.consent.sending;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import eu.onrecord.local.testing.FaultyWire.Tap;

/**
 * Breaks the wire to PostgreSQL at the last of some statements that follow one another on one connection: before it is
 * executed, or after it was and before its answer has come back. From the first of them on no other connection asks anything,
 * so
 * that nobody sees what was committed before everything breaks. Reads the frames of PostgreSQL's protocol.
 */
final class SqlBreakpoint implements Tap {
    private static final char PARSE = 'P';
    private static final char EXECUTE = 'E';
    private static final char QUERY = 'Q';
    private static final char DATA_ROW = 'D';
    private static final int HEAD_BYTES = 5;
    /** The statements may wait for a lock that another connection holds. */
    private static final long LONGEST_TURN_MILLIS = 3000;

    private final List<String> statements;
    private final boolean before;
    private final boolean onlyIfRowsCome;
    private final Map<Object, Integer> seen = new HashMap<>();
    private Object turn;
    private boolean hit;
    private volatile boolean broke;

    private SqlBreakpoint(List<String> statements, boolean before, boolean onlyIfRowsCome) {
        this.statements = statements;
        this.before = before;
        this.onlyIfRowsCome = onlyIfRowsCome;
    }

    /** @param statements words of each of them */
    static SqlBreakpoint before(String... statements) {
        return new SqlBreakpoint(List.of(statements), true, false);
    }

    static SqlBreakpoint after(String... statements) {
        return new SqlBreakpoint(List.of(statements), false, false);
    }

    /** After it was executed, and gave something. */
    static SqlBreakpoint afterRowsOf(String statement) {
        return new SqlBreakpoint(List.of(statement), false, true);
    }

    /** Whether everything broke there. */
    boolean wasHit() {
        return broke;
    }

    @Override
    public void wasCut() {
        broke = true;
    }

    @Override
    public synchronized void ended(Object connection) {
        if (connection == turn) {
            endTurn();
        }
    }

    @Override
    public synchronized Verdict onRequest(Object connection, byte[] bytes) {
        letOtherGoFirst(connection);
        if (hit) {
            return Verdict.CUT;
        }
        for (var frames = ByteBuffer.wrap(bytes); frames.remaining() >= HEAD_BYTES;) {
            var type = (char) frames.get();
            var text = new byte[Math.max(0, Math.min(frames.getInt() - Integer.BYTES, frames.remaining()))];
            frames.get(text);
            var verdict = onFrame(connection, type, new String(text, StandardCharsets.UTF_8));
            if (verdict != Verdict.CARRY) {
                return verdict;
            }
        }
        return Verdict.CARRY;
    }

    private Verdict onFrame(Object connection, char type, String text) {
        var place = seen.getOrDefault(connection, 0);
        if ((type == PARSE || type == QUERY) && place < statements.size() && text.contains(statements.get(place))) {
            place++;
            seen.put(connection, place);
            turn = connection;
        }
        if (place < statements.size()) {
            return Verdict.CARRY;
        }
        if (before) {
            hit();
            return Verdict.CUT;
        }
        if (type == EXECUTE || type == QUERY) {
            seen.remove(connection);
            return Verdict.CUT_AT_ANSWER;
        }
        return Verdict.CARRY;
    }

    @Override
    public synchronized boolean isAwaited(byte[] answer) {
        if (onlyIfRowsCome && !hasRow(answer)) {
            endTurn();
            return false;
        }
        hit();
        return true;
    }

    private void hit() {
        hit = true;
        endTurn();
    }

    private void endTurn() {
        turn = null;
        notifyAll();
    }

    private void letOtherGoFirst(Object connection) {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_TURN_MILLIS);
        try {
            while (turn != null && turn != connection && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasRow(byte[] answer) {
        for (var frames = ByteBuffer.wrap(answer); frames.remaining() >= HEAD_BYTES;) {
            if ((char) frames.get() == DATA_ROW) {
                return true;
            }
            var length = frames.getInt() - Integer.BYTES;
            frames.position(Math.min(frames.limit(), frames.position() + Math.max(0, length)));
        }
        return false;
    }
}
