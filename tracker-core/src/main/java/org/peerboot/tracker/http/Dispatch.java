package org.peerboot.tracker.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a whole request to the workers and its answer back to the connection's thread. */
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    interface Answering {
        void answer(ChannelHandlerContext context, HttpRequest request, Reply reply);
    }

    private final ChannelHandlerContext context;
    private final Service service;
    private final Executor workers;
    private final Duration patience;
    private final Answering answering;

    Dispatch(ChannelHandlerContext context, Service service, Executor workers, Duration patience, Answering answering) {
        this.context = context;
        this.service = service;
        this.workers = workers;
        this.patience = patience;
        this.answering = answering;
    }

    void request(HttpRequest head, byte[] body) {
        try {
            workers.execute(() -> {
                Runnable back = guarded(head, () -> work(head, read(head, body)));
                context.executor().execute(back);
            });
        } catch (RejectedExecutionException e) {
            answering.answer(context, head, Reply.error(503, "request: the tracker is busy; try again in a second"));
        }
    }

    private Request read(HttpRequest head, byte[] body) {
        return new Request(
                head.method().name(),
                Targets.path(head.uri()),
                head.uri(),
                Targets.query(head.uri()),
                head.headers().get(HttpHeaderNames.AUTHORIZATION),
                ByteBuffer.wrap(body).asReadOnlyBuffer(),
                ((InetSocketAddress) context.channel().remoteAddress()).getAddress());
    }

    private Runnable work(HttpRequest head, Request request) {
        if (service.isSocket(request.path())) {
            Upgrade.check(head);
            Service.Accepted accepted = service.accept(request);
            return () -> Upgrade.perform(context, head, request, accepted, patience);
        }
        Reply reply = service.answer(request);
        return () -> answering.answer(context, head, reply);
    }

    private Runnable guarded(HttpRequest head, Supplier<Runnable> work) {
        Reply failure;
        try {
            return work.get();
        } catch (StatusException e) {
            failure = Reply.error(e.status(), String.valueOf(e.getMessage()));
        } catch (RefusedException e) {
            failure = Reply.error(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("request failed method={} target={}", head.method(), Targets.path(head.uri()), e);
            failure = Reply.error(
                    500, "request: met a defect of the tracker (" + e + "); report it with the tracker's log");
        }
        Reply reply = failure;
        return () -> answering.answer(context, head, reply);
    }
}
