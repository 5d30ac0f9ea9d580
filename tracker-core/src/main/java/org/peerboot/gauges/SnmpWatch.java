package org.peerboot.gauges;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.peerboot.attributes.CountedUplink;

/** Asks each switch's agent in its turn; one that is silent is asked ever more seldom, and holds up no other. */
public final class SnmpWatch implements Closeable {
    private static final int MOST_THREADS = 8;
    private static final long SELDOM_MILLIS = 60_000;

    private final SnmpSession session;
    private final ScheduledThreadPoolExecutor threads;
    private final UplinkListener listener;
    private final long everyMillis;

    public SnmpWatch(SnmpConfig config, UplinkListener listener) {
        this.session = new SnmpSession(SnmpCredentials.read(config.credentialsFile()), config.timeout());
        this.listener = listener;
        this.everyMillis = config.every().toMillis();
        int switches = config.uplinks().size();
        this.threads = new ScheduledThreadPoolExecutor(Math.max(1, Math.min(MOST_THREADS, switches)), work -> {
            Thread thread = new Thread(work, "tracker-snmp");
            thread.setDaemon(true);
            return thread;
        });
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        int[] number = {0};
        config.uplinks().forEach((name, uplink) -> {
            // Spread over the interval: not all at once.
            long delay = everyMillis * number[0]++ / switches;
            later(name, uplink, new SnmpSwitch(name, uplink), 0, delay);
        });
    }

    private void later(String name, SnmpUplink uplink, SnmpSwitch asked, int failures, long delayMillis) {
        try {
            var unused =
                    threads.schedule(() -> look(name, uplink, asked, failures), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            // Nobody listens any more.
        }
    }

    private void look(String name, SnmpUplink uplink, SnmpSwitch asked, int failures) {
        int failed = 0;
        try {
            CountedUplink counted = asked.look(session, System.nanoTime());
            if (counted != null) {
                listener.counted(counted);
            }
        } catch (IOException | RuntimeException e) {
            // What an agent answers is a stranger's: whatever it breaks, it is asked again.
            failed = failures + 1;
            listener.silent(
                    name,
                    "switch " + name + ": snmp agent " + uplink.agent() + " " + reason(e)
                            + "; check snmp: in tracker.yaml, and whether the agent lets this host ask");
        }
        long wait = everyMillis << Math.min(4, failed);
        later(name, uplink, asked, failed, failed == 0 ? everyMillis : Math.min(SELDOM_MILLIS, wait));
    }

    private static String reason(Exception e) {
        return e instanceof java.net.UnknownHostException ? "has no address" : String.valueOf(e.getMessage());
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        session.close();
    }
}
