package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request's answer, ready to be sent.
 *
 * @param head what goes first
 * @param payload what follows it, or null
 * @param feed what follows it, or null
 * @param chunked whether the feed's lines go in chunks
 * @param keepAlive whether another request may follow
 */
record Exchange(
        ByteBuffer head,
        @Nullable Sending payload,
        @Nullable Feed feed,
        boolean chunked,
        boolean keepAlive) {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Asks the handler. */
    static Exchange of(RequestHead head, BulkHandler handler) {
        try {
            return answered(head, handler.answer(head.request()));
        } catch (RuntimeException | Error e) {
            BulkRequest asked = head.request();
            LOG.error("remote={} method={} path={} answered with 500", asked.remote(), asked.method(), asked.path(), e);
            return refusal(500, "internal error, see the log of this node's peer", Map.of());
        }
    }

    static Exchange refusal(MalformedException e) {
        Map<String, String> allow = e.status() == 405 ? Map.of("Allow", "GET, HEAD") : Map.of();
        return refusal(e.status(), String.valueOf(e.getMessage()), allow);
    }

    /** An answer after which the connection ends. */
    static Exchange refusal(int status, String why, Map<String, String> headers) {
        return new Exchange(
                Reply.text(new Answer.Text(status, why, headers), false, false).head(), null, null, false, false);
    }

    private static Exchange answered(RequestHead head, Answer answer) {
        if (answer instanceof Answer.Body body) {
            return payload(head, body);
        }
        if (answer instanceof Answer.Text text) {
            return new Exchange(Reply.text(head, text).head(), null, null, false, head.keepAlive());
        }
        Feed feed = head.isHead() ? null : ((Answer.Events) answer).feed();
        return new Exchange(Reply.events(head).head(), null, feed, head.http11(), false);
    }

    private static Exchange payload(RequestHead head, Answer.Body body) {
        boolean sends = false;
        try {
            Reply reply = Reply.of(head, body);
            sends = reply.count() > 0;
            Sending sending = sends ? new Sending(head.request(), body, reply.from(), reply.count()) : null;
            return new Exchange(reply.head(), sending, null, false, head.keepAlive());
        } finally {
            if (!sends) {
                body.payload().release();
            }
        }
    }
}
