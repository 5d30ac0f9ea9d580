package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it hears, in words, for the test's thread. */
final class HeardEvents implements BulkListener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ByteBuffer whole;
    private final int atOnce;

    /** @param atOnce how much room a target has */
    HeardEvents(int size, int atOnce) {
        this.whole = ByteBuffer.allocateDirect(size);
        this.atOnce = atOnce;
    }

    /** The next thing heard, waited for ten seconds; {@code received} is left out. */
    String next() throws InterruptedException {
        String event = heard.poll(10, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    /** Waits until {@code count} payload bytes have come in all, and gives them. */
    byte[] payload(int count) throws InterruptedException {
        String event = next();
        while (!event.equals("received " + count)) {
            if (!event.startsWith("received")) {
                throw new AssertionError("wanted " + count + " bytes, heard " + event);
            }
            event = next();
        }
        byte[] bytes = new byte[count];
        whole.duplicate().flip().get(bytes);
        return bytes;
    }

    @Override
    public void connected() {
        heard.add("connected");
    }

    @Override
    public ByteBuffer target() {
        // Room beyond what is asked for, as in a pool of large buffers.
        return whole.limit(Math.min(whole.capacity(), whole.position() + atOnce));
    }

    @Override
    public void received(int bytes) {
        heard.add("received " + whole.position());
    }

    @Override
    public void refused(int status, String reason, long retryAfterMillis) {
        heard.add("refused " + status + " " + reason + " " + retryAfterMillis);
    }

    @Override
    public void line(String line) {
        heard.add("line " + line);
    }

    @Override
    public void document(byte[] bytes) {
        heard.add("document " + bytes.length);
    }

    @Override
    public void closed(String cause) {
        heard.add("closed " + cause);
    }
}
