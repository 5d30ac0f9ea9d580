package org.peerboot.gauges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.attributes.FileServerLoad;
import org.peerboot.peer.LinkReading;

class FileServerGaugeTest {
    private static final int MB = 1_000_000;

    @TempDir
    private Path root;

    private FileServerGauge gauge;
    private int seconds;

    private FileServerLoad look(long sectors, long busyMillis, long pressureMicros, long ownSent) throws IOException {
        Files.createDirectories(root.resolve("class/block/sda"));
        Files.writeString(
                root.resolve("class/block/sda/stat"),
                "     " + 100 + "  7 " + sectors + "  3 50 0 1000 9 0 " + busyMillis + " 12 0 0 0 0\n");
        Files.createDirectories(root.resolve("pressure"));
        Files.writeString(
                root.resolve("pressure/cpu"),
                "some avg10=1.00 avg60=2.00 avg300=3.00 total=" + pressureMicros
                        + "\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=999\n");
        return gauge.look(new LinkReading(1_000_000_000L * seconds++, List.of()), 0, ownSent);
    }

    @Test
    void timesTheAnswersOfTheServerThatItsCacheIsOn() throws IOException {
        gauge = new FileServerGauge(root, root, null, new NfsWatched(Path.of("/srv/images/origin"), 50));
        reads(0, 0);
        assertThat(look(0, 0, 0, 0).nfs()).isNull();
        reads(100, 2_000);
        assertThat(look(0, 0, 0, 0).nfs()).isEqualTo(0.4);
        assertThat(look(0, 0, 0, 0).nfs()).as("nothing was read").isNull();
    }

    private void reads(int operations, int millis) throws IOException {
        Files.createDirectories(root.resolve("self"));
        Files.writeString(root.resolve("self/mountstats"), """
                device filer:/images mounted on /srv/images with fstype nfs4 statvers=1.1
                \tper-op statistics
                \t        READ: %d %d 0 100 100 0 %d %d 0
                """.formatted(operations, operations, millis, millis));
    }

    @Test
    void leavesOutWhatTheOriginSentOn() throws IOException {
        gauge = new FileServerGauge(root, root, "sda", new NfsWatched(Path.of("/srv/x"), 50));
        FileServerLoad first = look(0, 0, 0, 0);
        assertThat(first.disk()).isNull();
        assertThat(first.cpu()).isNull();
        FileServerLoad others = look(200_000, 800, 250_000, 0);
        assertThat(others.disk()).isEqualTo(0.8);
        assertThat(others.cpu()).isEqualTo(0.25);
        // 102.4 MB read, of which the origin sent three quarters.
        assertThat(look(400_000, 1600, 250_000, 77 * MB).disk()).isCloseTo(0.2, within(0.01));
        assertThat(look(600_000, 2400, 250_000, 300 * MB).disk()).isZero();
    }

    @Test
    void knowsNothingOfCountersThatBeginAnewOrAreNotThere() throws IOException {
        gauge = new FileServerGauge(root, root, "sda", new NfsWatched(Path.of("/srv/x"), 50));
        look(500_000, 500, 900_000, 0);
        FileServerLoad anew = look(10, 1, 5, 0);
        assertThat(anew.disk()).isNull();
        assertThat(anew.cpu()).isNull();
        Files.writeString(root.resolve("class/block/sda/stat"), "1 2 3\n");
        Files.delete(root.resolve("pressure/cpu"));
        FileServerLoad gone = gauge.look(new LinkReading(9_000_000_000L, List.of()), 0, 0);
        assertThat(gone.disk()).isNull();
        assertThat(gone.cpu()).isNull();
        FileServerGauge none = new FileServerGauge(root, root, null, null);
        none.look(new LinkReading(0, List.of()), 0, 0);
        assertThat(none.look(new LinkReading(1_000_000_000L, List.of()), 0, 0).disk())
                .isNull();
    }
}
