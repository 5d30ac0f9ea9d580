package org.peerboot.tracker.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request at a time: the socket is left alone until the last was answered. A client that sends the next before
 * that has its connection closed after the answer, as one that misbehaves; RFC 9112 has it send the rest again.
 */
// A write or close that fails closes the connection, which is all there is to do about it.
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestReader extends SimpleChannelInboundHandler<HttpObject> {
    private final Service service;
    private final Executor workers;
    private final BodyBudget budget;
    private final Duration patience;
    private @Nullable Future<?> deadline;
    private @Nullable HttpRequest head;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private int maxBody;
    private long taken;
    private boolean busy;
    private boolean hasty;

    RequestReader(Service service, Executor workers, BodyBudget budget, Duration patience) {
        this.service = service;
        this.workers = workers;
        this.budget = budget;
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        next(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        calm();
        release();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        calm();
        release();
    }

    private void next(ChannelHandlerContext context) {
        head = null;
        busy = false;
        release();
        hurry(context);
        context.channel().config().setAutoRead(true);
    }

    /** From now on the other side has as long as our patience lasts. */
    private void hurry(ChannelHandlerContext context) {
        calm();
        deadline = context.executor().schedule(() -> context.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void calm() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void release() {
        budget.give(taken);
        taken = 0;
        body = new ByteArrayOutputStream(0);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (busy) {
            hasty = true;
            return;
        }
        if (part.decoderResult().isFailure()) {
            malformed(context, part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpRequest request && !begin(context, request)) {
            return;
        }
        if (part instanceof HttpContent content && !take(context, content.content())) {
            return;
        }
        if (part instanceof LastHttpContent && head != null) {
            dispatch(context, head);
        }
    }

    private boolean begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        maxBody = service.maxBody(request.method().name(), Targets.path(request.uri()));
        if (HttpUtil.getContentLength(request, 0L) > maxBody) {
            tooLarge(context);
            return false;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        return true;
    }

    private boolean take(ChannelHandlerContext context, ByteBuf content) {
        int bytes = content.readableBytes();
        if (body.size() + bytes > maxBody) {
            tooLarge(context);
            return false;
        }
        if (!budget.take(bytes)) {
            refuse(context, Reply.error(503, "request: the tracker is busy with other bodies; try again in a second"));
            return false;
        }
        taken += bytes;
        try {
            content.readBytes(body, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private void dispatch(ChannelHandlerContext context, HttpRequest request) {
        calm();
        pause(context);
        new Dispatch(context, service, workers, patience, this::answer).request(request, body.toByteArray());
    }

    private void pause(ChannelHandlerContext context) {
        busy = true;
        context.channel().config().setAutoRead(false);
    }

    private void tooLarge(ChannelHandlerContext context) {
        refuse(context, Reply.error(413, "request body: is longer than " + maxBody + " bytes; send less at once"));
    }

    private void malformed(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongHttpHeaderException) {
            refuse(context, Reply.error(431, "request headers: are longer than 16 KiB; send fewer or shorter ones"));
        } else if (cause instanceof TooLongHttpLineException) {
            refuse(context, Reply.error(414, "request line: is longer than 8 KiB; put long lists into the body"));
        } else {
            refuse(
                    context,
                    Reply.error(400, "request: is no HTTP/1.1 (" + cause.getMessage() + "); use an HTTP/1.1 client"));
        }
    }

    /** Answers and hangs up: what follows on this connection cannot be trusted to be a request. */
    private void refuse(ChannelHandlerContext context, Reply reply) {
        pause(context);
        write(context, reply, false);
    }

    private void answer(ChannelHandlerContext context, HttpRequest request, Reply reply) {
        write(context, reply, !hasty && HttpUtil.isKeepAlive(request));
    }

    private void write(ChannelHandlerContext context, Reply reply, boolean keep) {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.type())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        HttpUtil.setContentLength(response, body.length);
        HttpUtil.setKeepAlive(response, keep);
        hurry(context);
        context.writeAndFlush(response).addListener(written -> {
            if (keep && written.isSuccess()) {
                next(context);
            } else {
                context.close();
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
