package org.peerboot.tracker.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One WebSocket: frames to text and back, pings into silence, and an end to what does not answer them. */
// A write or close that fails closes the connection, which is all there is to do about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class SocketChannelHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final int MAX_REASON = 123;

    private final InetAddress remote;
    private final Service.Accepted accepted;
    private final Duration patience;
    private @Nullable SocketListener listener;

    SocketChannelHandler(InetAddress remote, Service.Accepted accepted, Duration patience) {
        this.remote = remote;
        this.accepted = accepted;
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        listener = accepted.open(new ChannelSocket(context.channel(), remote, patience));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame text && listener != null) {
            listener.text(text.text());
        } else if (frame instanceof PingWebSocketFrame ping) {
            context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame) {
            context.writeAndFlush(new CloseWebSocketFrame(Socket.NORMAL, "")).addListener(ChannelFutureListener.CLOSE);
        } else if (!(frame instanceof PongWebSocketFrame)) {
            new ChannelSocket(context.channel(), remote, patience)
                    .close(Socket.POLICY_VIOLATION, "message: is not text; send JSON");
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (listener != null && context.channel().isWritable()) {
            listener.writable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent idle) {
            if (idle.state() == IdleState.READER_IDLE) {
                context.close();
            } else {
                context.writeAndFlush(new PingWebSocketFrame());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        SocketListener told = listener;
        listener = null;
        if (told != null) {
            told.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private record ChannelSocket(Channel channel, InetAddress remote, Duration patience) implements Socket {
        @Override
        public void send(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
        }

        @Override
        public boolean isWritable() {
            return channel.isWritable();
        }

        @Override
        public void close(int code, String reason) {
            channel.writeAndFlush(new CloseWebSocketFrame(code, cut(reason))).addListener(ChannelFutureListener.CLOSE);
            channel.eventLoop().schedule(() -> channel.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        private static String cut(String reason) {
            String text = reason;
            while (text.getBytes(StandardCharsets.UTF_8).length > MAX_REASON) {
                text = text.substring(0, text.length() - 1);
            }
            return text;
        }
    }
}
