package org.peerboot.slurm;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slurm, asked again and again through a child process.
 *
 * <p>One thread asks; one question is in flight. Whatever goes wrong - slurmctld is down, hangs, restarts, has another
 * configuration; the child hangs, dies, talks nonsense - leaves the last good snapshot in force and says so. Nobody
 * confirms it then, so it grows old, and in the end every node counts as busy. Before the first answer there is an empty
 * snapshot, by which every node is unknown and so busy: the tracker comes up without Slurm.
 */
final class SlurmWorkloadManager implements WorkloadManager {
    private static final Logger LOG = LoggerFactory.getLogger(SlurmWorkloadManager.class);
    /** A JVM's start, slurm.conf and one answer, on a busy machine. */
    private static final Duration FIRST = Duration.ofSeconds(10);
    /** The child has its own watchdog over commands; this one is over the child. */
    private static final Duration OVER_CHILD = Duration.ofSeconds(5);
    /** A child that fails so often in a row may hold an old configuration. */
    private static final int FRESH_CHILD_AFTER = 3;

    private final SlurmSettings settings;
    private final Supplier<Asked> starter;
    private final SlurmCommands commands;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch first = new CountDownLatch(1);

    // guarded by this: told by the thread, and once by start
    private @Nullable Listener listener;
    private boolean told;
    private boolean answered;
    private @Nullable String warning;
    private String way = "";

    // the rest belongs to the thread
    private final Pace pace;
    private final Map<Long, String> users = new HashMap<>();
    private @Nullable Asked reader;
    private @Nullable RawCluster raw;
    private @Nullable ClusterSnapshot good;
    private long known;

    SlurmWorkloadManager(SlurmSettings settings, Supplier<Asked> starter, SlurmCommands commands, Clock clock) {
        this.settings = settings;
        this.starter = starter;
        this.commands = commands;
        this.clock = clock;
        this.pace = new Pace(settings.poll());
        this.thread = new Thread(this::follow, "slurm");
        thread.setDaemon(true);
    }

    @Override
    public String name() {
        return "slurm";
    }

    @Override
    public void start(Listener to) {
        synchronized (this) {
            listener = to;
        }
        thread.start();
        try {
            if (!first.await(FIRST.toMillis(), TimeUnit.MILLISECONDS)) {
                nothingYet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@inheritDoc} Slurm lets its administrators do so; an operator may not. */
    @Override
    public void reboot(Collection<String> nodes, String reason) {
        if (nodes.isEmpty()) {
            return; // an empty list is all of the nodes to scontrol
        }
        String plain = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        try {
            commands.run(
                    "scontrol",
                    List.of("reboot", "ASAP", "nextstate=RESUME", "reason=" + plain, HostList.fold(nodes)),
                    line -> LOG.info("scontrol reboot: {}", line));
        } catch (RefusedException e) {
            if (e.why().contains("denied")) {
                throw new RefusedException(
                        e.what(), e.why(), "make the tracker's user a Slurm administrator, or run it as SlurmUser", e);
            }
            throw e;
        }
        LOG.info("reboot ordered nodes={} reason=\"{}\"", HostList.fold(nodes), plain);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try {
            while (true) {
                Duration wait = ask();
                first.countDown();
                Thread.sleep(wait.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("slurm is asked no more");
        } finally {
            endReader();
        }
    }

    private Duration ask() throws InterruptedException {
        long begin = clock.millis();
        try {
            if (reader == null) {
                known = 0;
                reader = starter.get();
            }
            Answer answer = reader.ask(new Question(known), settings.timeout().plus(OVER_CHILD));
            if (answer.failure() == null) {
                take(answer, begin);
                return pace.afterAnswer(clock.millis() - begin, answer.slurmMillis());
            }
            failed(answer.failure());
            known = 0;
            Duration wait = pace.afterFailure(clock.millis() - begin);
            if (pace.failures() % FRESH_CHILD_AFTER == 0) {
                endReader();
            }
            return wait;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!(e instanceof RefusedException)) {
                LOG.error("slurm's answer not taken", e);
            }
            endReader();
            failed(String.valueOf(e.getMessage()));
            return pace.afterFailure(clock.millis() - begin);
        }
    }

    private void take(Answer answer, long askedMillis) {
        RawCluster now = answer.over(raw);
        if (now == null) {
            throw new RefusedException("slurm-reader", "left out what was not told before", "report it");
        }
        if (answer.users() != null) {
            users.clear();
            users.putAll(answer.users());
        }
        ClusterSnapshot before = good;
        ClusterSnapshot snapshot = before != null && answer.changesNothing()
                ? before.confirmed(askedMillis)
                : Translator.snapshot(
                        now, id -> users.getOrDefault(id, "uid:" + id), settings.port(), askedMillis, name());
        raw = now;
        known = answer.number();
        good = snapshot;
        tell(snapshot, answer, now.version());
    }

    private synchronized void tell(ClusterSnapshot snapshot, Answer answer, String version) {
        String by = answer.source() + (answer.instead() == null ? "" : ", since " + answer.instead());
        if (!by.equals(way) || warning != null || !told) {
            way = by;
            LOG.info(
                    "slurm answers version={} nodes={} jobs={} by={}",
                    version,
                    snapshot.nodes().size(),
                    snapshot.jobs().size(),
                    by);
        }
        told = true;
        answered = true;
        Objects.requireNonNull(listener).snapshot(snapshot);
        if (warning != null) {
            warning = null;
            listener.warning(null);
        }
    }

    private synchronized void nothingYet() {
        if (!told) {
            failed("no answer yet");
        }
    }

    private synchronized void failed(String why) {
        Listener to = Objects.requireNonNull(listener);
        String reason = "Slurm gives no news: " + why
                + (!answered
                        ? " (nothing is known of the cluster yet, so every node counts as busy)"
                        : " (the last good state of the cluster stays in force)");
        if (!told) {
            told = true;
            to.snapshot(ClusterSnapshot.empty(name()));
        }
        if (!reason.equals(warning)) {
            warning = reason;
            LOG.warn("slurm gives no news: {}", why);
            to.warning(reason);
        }
    }

    private void endReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
