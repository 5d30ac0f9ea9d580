package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.wire.Limits;
import org.peerboot.wire.WantedImage;

class NodeJobsTest {
    private final NodeJobs jobs = new NodeJobs();

    private static WantedImage image(String name) {
        return new WantedImage(
                name,
                Digest.of(name.getBytes(StandardCharsets.UTF_8)),
                Access.PUBLIC,
                1000,
                true,
                false,
                false,
                "leaf1",
                List.of(),
                List.of());
    }

    private void begins(String job, String user, String... images) {
        jobs.begins(job, new JobOrder(List.of(images), user, 0), 0);
    }

    @Test
    void whatAUserFetchesIsOrderedByEachOfHisJobs() {
        begins("1", "ann");
        begins("2", "ann", "tools:1");
        begins("3", "bob");
        assertThat(jobs.orders("ann", "data:v3")).isTrue();
        assertThat(jobs.orders("ann", "data:v3")).as("again").isFalse();
        assertThat(jobs.of(image("data:v3"))).isEqualTo(Set.of("1", "2"));
        assertThat(jobs.of(image("tools:1"))).isEqualTo(Set.of("2"));
        assertThat(jobs.read("data:v3")).isTrue();
    }

    @Test
    void whoHasNoJobHereOrdersNothing() {
        begins("1", "ann");
        assertThat(jobs.orders("bob", "data:v3")).isFalse();
        assertThat(jobs.orders("", "data:v3")).isFalse();
        assertThat(jobs.of(image("data:v3"))).isEmpty();
    }

    @Test
    void whatAJobOrderedEndsWithIt() {
        begins("1", "ann");
        jobs.orders("ann", image("data:v3").digest().toString());
        assertThat(jobs.of(image("data:v3"))).isEqualTo(Set.of("1"));
        jobs.ends("1");
        assertThat(jobs.of(image("data:v3"))).isEmpty();
        assertThat(jobs.orders("ann", "data:v3")).isFalse();
    }

    /** The plugin knows the order, a site's own prolog the job alone. */
    @Test
    void whoTellsOfAJobTwiceForgetsNothing() {
        begins("1", "ann", "data:v3");
        begins("1", "");
        assertThat(jobs.of(image("data:v3"))).isEqualTo(Set.of("1"));
        assertThat(jobs.orders("ann", "tools:1")).isTrue();
    }

    @Test
    void whatAJobOrdersIsNotHeldBackByWhatItLeaves() {
        begins("1", "ann");
        DownloadShares shares = new DownloadShares(jobs, new Leftover());
        Limits leftover = new Limits(0, 0, Limits.UNLIMITED, "busy", true);
        assertThat(shares.rate(image("data:v3"), leftover, 0)).isEqualTo(10_000_000);
        jobs.orders("ann", "data:v3");
        assertThat(shares.rate(image("data:v3"), leftover, 0)).isEqualTo(Limits.UNLIMITED);
        assertThat(shares.rate(image("tools:1"), leftover, 0)).isEqualTo(10_000_000);
    }
}
