package eu.onrecord.archive.media;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Where sealed files lie. What it gets is sealed already. Blocking: for worker threads only. */
public interface MediaStore {

    /** A file that nobody sees before it is whole. */
    interface Unfinished extends AutoCloseable {
        void write(byte[] bytes) throws IOException;

        /**
         * From now on it is there, whole, also after a power cut. Nothing is there before.
         *
         * @return false if one of its name is there already, which stays
         */
        boolean finish() throws IOException;

        /**
         * As above, in the place of one of its name, if there is one: for a file that is the same to its last byte, in the
         * place
         * of one that is spoilt.
         */
        void replace() throws IOException;

        /** Takes it away, if it is not finished. */
        @Override
        void close() throws IOException;
    }

    /** Begins a file; that one of its name is there is told when it is finished. */
    Unfinished begin(StoredName name) throws IOException;

    /**
     * How long it is.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    long size(StoredName name) throws IOException;

    /**
     * When it was stored.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    Instant storedAt(StoredName name) throws IOException;

    /**
     * Some of its bytes.
     *
     * @return as many as were asked for
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws java.io.EOFException if it is shorter
     */
    byte[] read(StoredName name, long from, int length) throws IOException;

    /** Takes it away, if it is there. */
    void delete(StoredName name) throws IOException;

    /**
     * Whether of two who store something under one name one succeeds, and one alone, as far as can be told now: whoever comes
     * late would put other bytes in the place of what was recorded.
     */
    boolean isExclusive();

    /** How many bytes it still takes; {@link Long#MAX_VALUE} where nobody counts them. */
    long room() throws IOException;

    /**
     * What was stored in one of its folders before a time.
     *
     * @param folder one of 256, by number
     */
    List<StoredName> of(int folder, Instant before) throws IOException;

    /** Takes away what was begun before a time in one of its folders and never finished: whoever wrote it is gone. */
    void sweep(int folder, Instant before) throws IOException;
}
