package eu.onrecord.ingest.edge;

import java.util.Optional;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes a connection now. Vert.x' own close first writes what is still to be written, and so never ends where nobody reads.
 */
final class BrokenOff {
    private BrokenOff() {
    }

    static void now(HttpConnection connection) {
        if (connection instanceof ConnectionBase vertx) {
            // past HTTP/2's own way, which waits for its streams; of what is closed already nothing is left
            Optional.ofNullable(vertx.channel().pipeline().firstContext()).ifPresent(ChannelHandlerContext::close);
        } else {
            connection.close();
        }
    }
}
