package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.PeerReport;

class StagingTest {
    private static final long SECOND = 1_000_000_000L;
    private final Staging staging = new Staging();
    private final Set<String> coming = new TreeSet<>(Set.of("data:v3", "tools:1"));

    private List<String> over(long seconds) {
        return staging.over(seconds * SECOND, (image, user) -> user.equals("ann") && coming.contains(image));
    }

    private boolean begins(String job, int wait, String... images) {
        return staging.begins(job, new JobOrder(List.of(images), "ann", wait), 0);
    }

    @Test
    void aJobWaitsWhileAnyOfItsImagesIsComing() {
        assertThat(begins("1", 600, "data:v3", "tools:1")).isTrue();
        coming.remove("data:v3");
        assertThat(over(1)).isEmpty();
        assertThat(staging.jobs()).containsExactly("1");
        coming.remove("tools:1");
        assertThat(over(2)).containsExactly("1");
        assertThat(over(3)).isEmpty();
        assertThat(staging.jobs()).isEmpty();
    }

    @Test
    void noJobWaitsLongerThanItsTasksDo() {
        begins("1", 10, "data:v3");
        assertThat(over(9)).isEmpty();
        assertThat(over(10)).containsExactly("1");
    }

    @Test
    void aJobThatEndsIsForgotten() {
        begins("1", 10, "data:v3");
        staging.ends("1");
        assertThat(over(10)).isEmpty();
    }

    @Test
    void aJobWithoutImagesOrWithoutAWaitRuns() {
        assertThat(begins("1", 10)).isFalse();
        assertThat(begins("1", 0, "data:v3")).isFalse();
    }

    @Test
    void beyondTheMostAJobRuns() {
        for (int i = 0; i < PeerReport.MOST_STAGING; i++) {
            assertThat(begins("" + i, 10, "data:v3")).isTrue();
        }
        assertThat(begins("more", 10, "data:v3")).isFalse();
    }
}
