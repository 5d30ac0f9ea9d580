package org.peerboot.cluster.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;

/**
 * The reader as its parent sees it: a process that may hang, die, or say anything. One thread asks; two more, here,
 * empty its pipes. After any failure it is of no more use, and gone once closed.
 */
public final class ReaderProcess<A extends Answer> implements Asked<A> {
    /** As much as {@link Json} reads: 100,000 jobs of 300 bytes. */
    private static final int MAX_LINE = 32 << 20;

    private static final Duration GRACE = Duration.ofSeconds(2);

    /** What the thread that reads has found; the end of the stream too, once. */
    private record Found(String line, boolean end, String trouble) {}

    private final Service service;
    private final Class<A> type;
    private final Process process;
    private final BlockingQueue<Found> found = new ArrayBlockingQueue<>(2);
    private final Complaint complaint = new Complaint();
    private final Thread complaints;

    private ReaderProcess(Service service, Class<A> type, Process process) {
        this.service = service;
        this.type = type;
        this.process = process;
        LineSink err = new LineSink(complaint::add, MAX_LINE, Long.MAX_VALUE, false, () -> {});
        LineSink out = new LineSink(
                this::line,
                MAX_LINE,
                Long.MAX_VALUE,
                false,
                () -> offer(new Found("", true, "said more than " + (MAX_LINE >> 20) + " MiB in one line")));
        complaints = pump(service.kind() + "-complaints", process.getErrorStream(), err, () -> {});
        pump(service.kind() + "-answers", process.getInputStream(), out, () -> offer(new Found("", true, "")));
    }

    /**
     * @param type of its answers
     * @throws RefusedException if it cannot be started
     */
    public static <A extends Answer> ReaderProcess<A> start(
            Service service, Class<A> type, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new ReaderProcess<>(service, type, builder.start());
        } catch (IOException e) {
            throw new RefusedException(
                    service.reader(), "cannot be started (" + e.getMessage() + ")", "look at the tracker's host", e);
        }
    }

    @Override
    public A ask(Question question, Duration patience) {
        Found unasked = found.peek();
        if (unasked != null && !unasked.end) {
            throw refused("talks without being asked");
        }
        try {
            process.getOutputStream().write((Json.write(question) + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw died();
        }
        Found answer;
        try {
            answer = found.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(service.reader(), "was stopped", "start the tracker again", e);
        }
        if (answer == null) {
            throw refused("gave no answer within " + patience.toSeconds() + " s");
        }
        if (answer.end) {
            throw answer.trouble.isEmpty() ? died() : refused(answer.trouble);
        }
        return Json.read(answer.line, type, "the " + service.reader());
    }

    private RefusedException died() {
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            complaints.join(GRACE.toMillis()); // its last words may still be on their way
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return refused(process.isAlive() ? "closed its output" : "ended with exit code " + process.exitValue());
    }

    private RefusedException refused(String why) {
        String said = complaint.text();
        return new RefusedException(service.reader(), said.isEmpty() ? why : why + " (" + said + ")", service.remedy());
    }

    private void line(String line) {
        offer(new Found(line, false, ""));
    }

    private void offer(Found what) {
        if (!found.offer(what)) {
            process.destroyForcibly(); // it talks without being asked
        }
    }

    private static Thread pump(String name, InputStream from, LineSink to, Runnable end) {
        Thread thread = new Thread(
                () -> {
                    try (from;
                            to) {
                        from.transferTo(to);
                    } catch (IOException e) {
                        // closed under us: the end, too
                    } finally {
                        end.run();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Its own children first: they are its commands, which would outlive it. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
