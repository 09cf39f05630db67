package eu.onrecord.archive.verification;

import java.time.Instant;
import java.util.List;

/** Looks at one subject from its beginning to its end, a piece at a time. On a thread that may wait. */
public interface Audit {

    Subject subject();

    /**
     * The next piece.
     *
     * @param after where the piece before ended; null at the beginning
     * @param startedAt when the whole run began: what came after is not looked at
     */
    Piece next(String after, Instant startedAt);

    /**
     * A piece that was looked at.
     *
     * @param looked how many things
     * @param position where it ended, to go on from there; null if there is nothing behind it
     * @param remark what whoever looks should know, and is no finding; null where there is nothing
     */
    record Piece(long looked, List<Finding> findings, String position, String remark) {
        /** A piece about which there is nothing more to say. */
        public Piece(long looked, List<Finding> findings, String position) {
            this(looked, findings, position, null);
        }
    }
}
