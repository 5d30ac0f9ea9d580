package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.history.History;
import org.peerboot.history.Running;
import org.peerboot.history.Saved;

class HistoryFileTest {
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path home;

    private static HistoryFile<Saved> file(Path path) {
        return new HistoryFile<>(path, Saved.class, Saved.NOTHING);
    }

    @Test
    void givesBackWhatWasWritten() {
        HistoryFile<Saved> file = file(home.resolve("history.json"));
        assertThat(file.read()).isEqualTo(Saved.NOTHING);
        History history = new History(ZoneOffset.UTC, Saved.NOTHING, Running.NONE);
        for (int second = 0; second < 60; second++) {
            Load load = Load.first(0.4, 0, "test");
            history.take(Map.of("leaf1", new Loads.Uplink(load, load)), second * 1000L);
        }
        history.take(Map.of(), HOUR);
        file.write(history.saved());
        History again = new History(ZoneOffset.UTC, file.read(), Running.NONE);
        again.take(Map.of(), 168 * HOUR);
        assertThat(again.usual().get("leaf1").up().value()).isEqualTo(0.4);
    }

    @Test
    void readsWhatAnOlderTrackerWrote() throws IOException {
        Path path = Files.writeString(
                home.resolve("history.json"),
                "{\"version\":1,\"switches\":{},\"nodes\":{\"n1\":{\"9\":{\"failures\":0.5,\"sent\":7,\"received\":0}}}}");
        assertThat(file(path).read().nodes()).containsKey("n1");
        assertThat(path).exists();
    }

    @Test
    void putsAsideWhatItCannotRead() throws IOException {
        Path file = home.resolve("history.json");
        for (String bad : new String[] {"{\"version\":1,\"switches\":{\"a\":{\"up\":[2],\"down\":[]}}}", "{", ""}) {
            Files.writeString(file, bad);
            assertThat(file(file).read()).as(bad).isEqualTo(Saved.NOTHING);
            assertThat(home.resolve("history.json.bad")).hasContent(bad);
            assertThat(file).doesNotExist();
        }
    }
}
