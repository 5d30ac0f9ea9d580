package org.peerboot.tracker;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.peerboot.history.History;
import org.peerboot.history.Running;
import org.peerboot.history.Saved;

/**
 * Keeps history in the state directory: what is over each hour, the hour that runs each minute and when the tracker stops,
 * so that one which is killed loses a minute. Two files, since the first is long.
 */
final class HistoryKeeper implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final HistoryFile<Saved> over;
    private final HistoryFile<Running> running;
    private final History history;

    HistoryKeeper(Path home, ZoneId zone) {
        over = new HistoryFile<>(home.resolve("history.json"), Saved.class, Saved.NOTHING);
        running = new HistoryFile<>(home.resolve("history-hour.json"), Running.class, Running.NONE);
        history = new History(zone, over.read(), running.read());
    }

    History history() {
        return history;
    }

    /** Of what could not be read. */
    @Nullable
    String warning() {
        return over.warning() == null ? running.warning() : over.warning();
    }

    /**
     * Looks each second how busy uplinks are.
     *
     * @param chores write files
     */
    void start(State state, Updates updates, Loop loop, Clock clock, Executor chores) {
        loop.every(Duration.ofSeconds(1), () -> {
            if (state.measurements.remember(clock.millis())) {
                updates.changed();
                Saved hours = history.saved();
                chores.execute(() -> over.write(hours));
            }
        });
        loop.every(EVERY, () -> {
            Running hour = history.running();
            chores.execute(() -> running.write(hour));
        });
    }

    /** Once the loop has ended, whose this was. */
    @Override
    public void close() {
        running.write(history.running());
    }
}
