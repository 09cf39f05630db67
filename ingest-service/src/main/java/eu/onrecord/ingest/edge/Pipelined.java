package eu.onrecord.ingest.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Whoever asks on before the answer is there is broken off: no provider does, Vert.x keeps all of them, and a request of 18
 * bytes takes fifty times that in memory.
 */
final class Pipelined extends ChannelDuplexHandler {
    /** Some, for a client whose answer is on its way. */
    private static final int MOST = 8;

    private int unanswered;
    private boolean over;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            unanswered++;
        }
        if (over || unanswered > MOST) {
            ReferenceCountUtil.release(message);
            if (!over) {
                over = true;
                context.close();
            }
            return;
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof LastHttpContent && !isInformational(message)) {
            unanswered--;
        }
        super.write(context, message, promise);
    }

    /** That it may send its body; the answer comes later. */
    private static boolean isInformational(Object message) {
        return message instanceof FullHttpResponse
                && ((HttpResponse) message).status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
