package eu.onrecord.archive.perusal;

import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.Flow.Subscription;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

import io.smallrye.mutiny.subscription.MultiSubscriber;

/** Sends a file as fast as it is read, and holds no more of it than a piece or two. */
@Provider
public class SentFileWriter implements ServerMessageBodyWriter<SentFile> {
    private static final Logger LOG = Logger.getLogger(SentFileWriter.class);

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == SentFile.class;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == SentFile.class;
    }

    @Override
    public void writeResponse(SentFile file, Type genericType, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        var response = context.serverResponse();
        response.setResponseHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(file.bytes()));
        file.pieces().subscribe().withSubscriber(new Sending(request, response));
    }

    @Override
    public void writeTo(SentFile file, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream out) {
        throw new UnsupportedOperationException("a file is sent by the server");
    }

    private static final class Sending implements MultiSubscriber<byte[]> {
        private final ResteasyReactiveRequestContext request;
        private final ServerHttpResponse response;
        private Subscription pieces;

        private Sending(ResteasyReactiveRequestContext request, ServerHttpResponse response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            pieces = subscription;
            response.addCloseHandler(pieces::cancel);
            pieces.request(1);
        }

        @Override
        public void onItem(byte[] piece) {
            response.write(piece).whenComplete((written, gone) -> {
                if (gone == null) {
                    pieces.request(1);
                } else {
                    pieces.cancel();
                }
            });
        }

        /** Whoever reads it sees that it is not whole. */
        @Override
        public void onFailure(Throwable failure) {
            LOG.errorf("A file breaks off while it is sent: %s", failure.getClass().getSimpleName());
            response.reset();
        }

        @Override
        public void onCompletion() {
            response.end();
            request.resume();
        }
    }
}
