package eu.onrecord.ingest.edge;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * What a head may hold, and what stands behind a body in chunks. Vert.x bounds its bytes alone: each of a thousand header lines
 * of five bytes takes thirty times that in memory, for as long as the head is not whole.
 */
final class Heads {
    /** Providers send some twenty lines, proxies on the way as many. */
    private static final int MOST_LINES = 100;
    private static final int MOST_TRAILERS = 10;
    /** Vert.x' name of what reads HTTP/1. */
    private static final String DECODER = "httpDecoder";
    /** And of what the requests go to. */
    private static final String HANDLER = "handler";

    private Heads() {
    }

    /**
     * From the connection's own event loop. HTTP/2 bounds its lists of headers itself. Where it is spoken too, a connection is
     * told of when its first head is read, and whose decoder was taken away then would lose its body: there the head's bytes
     * are the bound.
     */
    static void bound(HttpConnection connection, HttpServerOptions options) {
        if (!(connection instanceof ConnectionBase vertx) || vertx.channel().pipeline().get(DECODER) == null) {
            return;
        }
        if (!options.isHttp2ClearTextEnabled()) {
            vertx.channel().pipeline().replace(DECODER, DECODER, new HttpRequestDecoder(new HttpDecoderConfig()
                    .setMaxInitialLineLength(options.getMaxInitialLineLength()).setMaxHeaderSize(options.getMaxHeaderSize())
                    .setMaxChunkSize(options.getMaxChunkSize()).setInitialBufferSize(options.getDecoderInitialBufferSize())
                    .setHeadersFactory(new AtMost(MOST_LINES)).setTrailersFactory(new AtMost(MOST_TRAILERS))));
        }
        vertx.channel().pipeline().addBefore(HANDLER, "pipelined", new Pipelined());
    }

    /** Makes headers of so many lines. */
    private record AtMost(int lines) implements HttpHeadersFactory {
        @Override
        public HttpHeaders newHeaders() {
            return new Counted(lines);
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new Counted(lines);
        }
    }

    private static final class Counted extends DefaultHttpHeaders {
        private int left;

        private Counted(int most) {
            left = most;
        }

        @Override
        public HttpHeaders add(CharSequence name, Object value) {
            count();
            return super.add(name, value);
        }

        @Override
        public HttpHeaders add(String name, Object value) {
            count();
            return super.add(name, value);
        }

        private void count() {
            if (left-- == 0) {
                throw new TooLongHttpHeaderException("too many header lines");
            }
        }
    }
}
