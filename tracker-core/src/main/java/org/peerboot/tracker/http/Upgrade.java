package org.peerboot.tracker.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** From HTTP to a WebSocket on the same connection. */
// A write or close that fails closes the connection, which is all there is to do about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class Upgrade {
    /** The longest message, in one frame or several. */
    private static final int MAX_MESSAGE = 4 << 20;

    private Upgrade() {}

    /** @throws StatusException unless this asks for a WebSocket of RFC 6455 */
    static void check(HttpRequest head) {
        if (!head.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !"13".equals(head.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                || !head.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            throw new StatusException(
                    426, "path " + Targets.path(head.uri()), "is a WebSocket's", "open it as RFC 6455 says");
        }
    }

    static void perform(
            ChannelHandlerContext context,
            HttpRequest head,
            Request request,
            Service.Accepted accepted,
            Duration patience) {
        WebSocketDecoderConfig limits = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MAX_MESSAGE)
                .allowExtensions(false)
                .build();
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory("", null, limits).newHandshaker(head);
        if (handshaker == null) {
            context.close();
            return;
        }
        FullHttpRequest full = new DefaultFullHttpRequest(
                head.protocolVersion(),
                head.method(),
                head.uri(),
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                head.headers().copy().clear());
        ChannelPipeline pipeline = context.pipeline();
        pipeline.remove(RequestReader.class);
        SocketChannelHandler handler = new SocketChannelHandler(request.remote(), accepted, patience);
        handshaker.handshake(context.channel(), full).addListener(done -> {
            if (!done.isSuccess()) {
                pipeline.channel().close();
                return;
            }
            pipeline.addLast("quiet", new IdleStateHandler(60, 20, 0, TimeUnit.SECONDS));
            pipeline.addLast("whole", new WebSocketFrameAggregator(MAX_MESSAGE));
            pipeline.addLast("socket", handler);
            pipeline.channel().config().setAutoRead(true);
        });
    }
}
