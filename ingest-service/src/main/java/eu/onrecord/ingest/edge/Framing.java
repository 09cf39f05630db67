package eu.onrecord.ingest.edge;

import io.vertx.core.MultiMap;

/**
 * How a request says where it ends. If a proxy before us sees another end than we do, what stands behind it is a request to one
 * of us and none to the other, and their answers are exchanged (RFC 9112, section 11.2).
 */
enum Framing {
    /** By its length, or without a body. */
    DECLARED,
    /** In chunks: nothing is read behind it on its connection, so that no two can differ about its end. */
    CHUNKED,
    /** In a way that servers understand differently, or for no host or several. */
    UNSOUND;

    static Framing of(MultiMap headers) {
        var encodings = headers.getAll("Transfer-Encoding");
        if (headers.getAll("Host").size() != 1 || encodings.size() > 1
                || encodings.size() == 1 && !"chunked".equalsIgnoreCase(encodings.get(0).strip())) {
            return UNSOUND;
        }
        return encodings.isEmpty() ? DECLARED : CHUNKED;
    }
}
