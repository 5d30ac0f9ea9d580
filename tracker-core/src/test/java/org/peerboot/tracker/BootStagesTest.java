package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.Blob;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.BootNews;
import org.peerboot.wire.BootStage;
import org.peerboot.wire.BootStage.Stage;
import org.peerboot.wire.Hello;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.Protocol;

class BootStagesTest {
    private static final Digest OTHER = Digest.of(new byte[] {9});

    private final BootStages stages = new BootStages(Duration.ofMinutes(10));
    private final Peer peer = new Peer("n1");
    private final CatalogueImage image = new CatalogueImage(
            Digest.of(new byte[] {2}),
            "os:2",
            Access.SYSTEM,
            8,
            1,
            new Blob(new byte[1]),
            "key",
            new Blob(new byte[1]),
            "root",
            0,
            true);
    private long now = 1000;

    private BootStage stage(ImageProgress... images) {
        return stages.of("n1", image, peer, List.of(images), now);
    }

    private ImageProgress progress(int pieces, int of, @Nullable String failure) {
        ImageProgress.State state = failure == null ? ImageProgress.State.FETCHING : ImageProgress.State.FAILED;
        return new ImageProgress(image.digest(), state, pieces, of, 0, 0, Map.of(), List.of(), failure);
    }

    private void hello(@Nullable Digest booted, @Nullable String note, Digest... held) {
        Hello hello = new Hello(Protocol.VERSION, "test", "n1", 7071, List.of(held), booted, note);
        peer.hello("10.0.0.1", Set.of(held), hello, now);
        stages.hello("n1", hello);
    }

    private void news(BootNews.State state, @Nullable Digest of, @Nullable String why) {
        stages.news("n1", new BootNews(state, of, why), now);
    }

    @Test
    void aColdBootGoesThroughItsStages() {
        assertThat(stages.of("n1", image, null, List.of(), now))
                .isEqualTo(new BootStage(Stage.ASSIGNED, 0, "its peer was never seen"));
        stages.script("n1", now);
        assertThat(stage()).isEqualTo(new BootStage(Stage.STAGE_ONE, 0, null));
        hello(null, null);
        assertThat(stage()).isEqualTo(new BootStage(Stage.ASSIGNED, 0, null));
        assertThat(stage(progress(3, 8, null))).isEqualTo(new BootStage(Stage.FETCHING, 37, null));
        hello(null, null, image.digest());
        assertThat(stage()).isEqualTo(new BootStage(Stage.VERIFIED, 100, null));
        news(BootNews.State.BOOTING, image.digest(), null);
        assertThat(stage(progress(8, 8, null))).isEqualTo(new BootStage(Stage.BOOTING, 100, null));
        peer.up(false);
        assertThat(stage().stage()).isEqualTo(Stage.BOOTING);
        hello(image.digest(), null);
        assertThat(stage()).isEqualTo(new BootStage(Stage.UP, 100, null));
    }

    @Test
    void aRootThatIsMountedIsUpWhileItsPeerIs() {
        hello(null, null, image.digest());
        news(BootNews.State.BOOTING, image.digest(), null);
        news(BootNews.State.UP, image.digest(), null);
        assertThat(stage().stage()).isEqualTo(Stage.UP);
        peer.up(false);
        assertThat(stage()).isEqualTo(new BootStage(Stage.ASSIGNED, 0, "its peer is down"));
    }

    @Test
    void whatNeverComesBackHasFailedAndIsNamed() {
        stages.script("n1", now);
        now += 600_001;
        assertThat(stage())
                .isEqualTo(new BootStage(
                        Stage.FAILED,
                        0,
                        "was sent to stage one, and its peer did not come within 600 s; see its console"));
        hello(OTHER, null, image.digest());
        news(BootNews.State.BOOTING, image.digest(), null);
        peer.up(false);
        now += 600_001;
        assertThat(stage())
                .isEqualTo(new BootStage(Stage.FAILED, 0, "went down to boot, and did not come back within 600 s"));
    }

    @Test
    void aFailureKeepsItsReasonUntilTheNodeBeginsAnew() {
        hello(null, null);
        news(BootNews.State.FAILED, null, "os:2 will not come: " + "x".repeat(600));
        assertThat(stage().stage()).isEqualTo(Stage.FAILED);
        assertThat(stage().why()).startsWith("os:2 will not come: ").hasSize(500);
        hello(null, null);
        assertThat(stage().stage()).as("its session broke").isEqualTo(Stage.FAILED);
        stages.script("n1", now);
        assertThat(stage().stage()).isNotEqualTo(Stage.FAILED);
    }

    @Test
    void anImageThatDidNotComeUpOrDoesNotComeHasFailed() {
        hello(OTHER, "image " + image.digest().brief() + " was to boot and did not come up", image.digest());
        assertThat(stage().stage()).isEqualTo(Stage.FAILED);
        assertThat(stage().why()).contains("did not come up");
        hello(OTHER, "the node rebooted without asking its peer what to boot", image.digest());
        assertThat(stage()).as("that was before").isEqualTo(new BootStage(Stage.VERIFIED, 100, null));
        hello(OTHER, null);
        assertThat(stage(progress(1, 4, "disk: is full; free some")))
                .isEqualTo(new BootStage(Stage.FAILED, 25, "disk: is full; free some"));
    }
}
