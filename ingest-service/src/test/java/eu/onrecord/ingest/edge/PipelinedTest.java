package eu.onrecord.ingest.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

class PipelinedTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new Pipelined());

    @Test
    void whoAsksForMoreThanEightBeforeTheFirstAnswerIsBrokenOff() {
        ask(8);
        assertTrue(channel.isOpen());
        assertEquals(8, channel.inboundMessages().size());

        channel.pipeline().fireChannelRead(request());

        assertFalse(channel.isOpen());
        assertEquals(8, channel.inboundMessages().size());
    }

    @Test
    void whoWaitsForAnswersMayAskOn() {
        for (var i = 0; i < 100; i++) {
            ask(1);
            channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        }

        assertTrue(channel.isOpen());
    }

    @Test
    void anAnswerInPiecesIsOne() {
        ask(8);
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        channel.writeOutbound(new DefaultLastHttpContent());
        ask(1);
        assertTrue(channel.isOpen());

        channel.pipeline().fireChannelRead(request());

        assertFalse(channel.isOpen());
    }

    /** That it may send its body. */
    @Test
    void whatIsSaidBeforeTheAnswerIsNone() {
        ask(8);
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));

        channel.pipeline().fireChannelRead(request());

        assertFalse(channel.isOpen());
    }

    private void ask(int times) {
        for (var i = 0; i < times; i++) {
            channel.writeInbound(request());
        }
    }

    private static DefaultFullHttpRequest request() {
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    }
}
