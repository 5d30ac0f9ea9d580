package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.Blob;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.catalogue.Contents;

class PlannedTest {
    private static final Blob NONE = new Blob(new byte[0]);
    private static final CatalogueImage DATA = image("a", "data:v3", Access.PUBLIC);
    private static final CatalogueImage OWN = image("b", "~ann/own:v1", Access.USER);
    private static final CatalogueImage OS = image("c", "os:1", Access.SYSTEM);
    private static final Contents CATALOGUE = new Contents(
            Stream.of(DATA, OWN, OS).collect(Collectors.toMap(CatalogueImage::digest, Function.identity())),
            Map.of("data:v3", DATA.digest(), "~ann/own:v1", OWN.digest(), "os:1", OS.digest()),
            Map.of());

    private static CatalogueImage image(String digit, String name, Access access) {
        Digest digest = Digest.parse("sha256:" + digit.repeat(64));
        return new CatalogueImage(digest, name, access, 1, 1, NONE, "key", NONE, "root", 0, false);
    }

    private static Job job(String id, String user, JobState state, String image, String... planned) {
        return new Job(
                id, id, user, List.of(), state, "", "", null, false, null, null, List.of(planned), List.of(image));
    }

    private static Map<Digest, Set<String>> planned(Job... jobs) {
        ClusterSnapshot snapshot =
                new ClusterSnapshot(0, "test", List.of(), List.of(), List.of(), List.of(jobs), List.of());
        return Planned.nodes(snapshot, CATALOGUE);
    }

    @Test
    void nodesOfJobsThatWaitShallHoldWhatTheseOrdered() {
        assertThat(planned(
                        job("1", "ann", JobState.PENDING, "data:v3", "n1", "n2"),
                        job("2", "bob", JobState.PENDING, "data:v3", "n2", "n3"),
                        job("3", "ann", JobState.PENDING, "~ann/own:v1", "n4")))
                .containsOnly(
                        Map.entry(DATA.digest(), Set.of("n1", "n2", "n3")), Map.entry(OWN.digest(), Set.of("n4")));
    }

    @Test
    void nobodyGetsWhatHeMayNotRead() {
        assertThat(planned(
                        job("1", "bob", JobState.PENDING, "~ann/own:v1", "n1"),
                        job("2", "ann", JobState.PENDING, "os:1", "n1")))
                .isEmpty();
    }

    @Test
    void jobsThatRunOrHaveNoPlanOrNoImageOfOursAskForNothingAhead() {
        assertThat(planned(
                        job("1", "ann", JobState.RUNNING, "data:v3", "n1"),
                        job("2", "ann", JobState.PENDING, "data:v3"),
                        job("3", "ann", JobState.PENDING, "gone:1", "n1")))
                .isEmpty();
    }
}
