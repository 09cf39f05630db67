package eu.onrecord.archive.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;

/** Where sealed files lie. What it gets is sealed already. May be called on worker threads only. */
public interface MediaStore {

    /** Writes what the stream takes; the file is there, whole, when this returns, or not at all. */
    void put(UUID id, Writer writer) throws IOException;

    /** @throws java.nio.file.NoSuchFileException if it is not there */
    InputStream get(UUID id) throws IOException;

    /** Writes a file's bytes. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }
}
