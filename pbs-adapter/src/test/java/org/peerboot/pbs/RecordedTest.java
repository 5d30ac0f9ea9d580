package org.peerboot.pbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;

/** What OpenPBS 23.06.06 printed of four hosts, one with three vnodes, with jobs in many states. */
class RecordedTest {
    @TempDir
    Path dir;

    private final Warnings warnings = new Warnings();
    private PbsNews news;

    @BeforeEach
    void read() throws IOException {
        news = FakeCommands.recorded(dir).news(warnings);
    }

    private Job job(String id) {
        return news.jobs().stream()
                .collect(Collectors.toMap(Job::id, Function.identity()))
                .get(id);
    }

    @Test
    void hostsAreMadeOfTheirVnodes() {
        assertThat(news.version()).isEqualTo("23.06.06");
        assertThat(news.nodes())
                .extracting(Node::name, Node::states)
                .containsExactly(
                        tuple("n1", Set.of(NodeState.ALLOCATED)),
                        tuple("n2", Set.of(NodeState.ALLOCATED, NodeState.DRAIN)),
                        tuple("n3", Set.of(NodeState.MIXED)),
                        tuple("n4", Set.of(NodeState.DOWN, NodeState.NOT_RESPONDING)));
    }

    @Test
    void resourcesThatAreTrueAreFeatures() {
        assertThat(news.nodes().get(1).features()).containsExactly("peerboot_ready");
    }

    @Test
    void placementSetsAreSwitchesOfWhichTheSmallestIsTheLeaf() {
        assertThat(news.nodes()).extracting(Node::leaf).containsExactly("leaf1", "leaf2", "leaf3", "leaf3");
        assertThat(news.switches())
                .extracting(Switch::name, Switch::parent)
                .containsExactlyInAnyOrder(
                        tuple("leaf1", null),
                        tuple("leaf2", "spine1"),
                        tuple("leaf3", "spine1"),
                        tuple("spine1", null));
    }

    @Test
    void aJobIsOnTheHostsOfItsVnodes() {
        assertThat(job("11.pbssrv").nodes()).containsExactly("n1");
        assertThat(job("12.pbssrv").nodes()).containsExactly("n2", "n3");
        assertThat(job("12.pbssrv"))
                .extracting(Job::label, Job::user, Job::partition, Job::state)
                .containsExactly("12", "pbsuser", "rt", JobState.RUNNING);
    }

    @Test
    void timesAreUtc() {
        assertThat(job("12.pbssrv").startMillis())
                .isEqualTo(Instant.parse("2026-11-23T06:05:00Z").toEpochMilli());
        assertThat(job("12.pbssrv").expectedEndMillis())
                .isEqualTo(Instant.parse("2026-11-23T06:35:00Z").toEpochMilli());
    }

    @Test
    void subjobsRunEachForItselfAndTheirArrayWaitsForNobody() {
        assertThat(job("14[5].pbssrv").nodes()).containsExactly("n3");
        assertThat(news.jobs()).extracting(Job::id).doesNotContain("14[3].pbssrv", "14[].pbssrv");
    }

    @Test
    void aJobThatWaitsHasThePlanOfTheScheduler() {
        assertThat(job("19.pbssrv").nodes()).isEmpty();
        assertThat(job("19.pbssrv").plannedNodes()).containsExactly("n2", "n3");
        assertThat(job("19.pbssrv").startMillis())
                .isEqualTo(Instant.parse("2026-11-23T06:35:00Z").toEpochMilli());
        assertThat(job("19.pbssrv").images()).containsExactly("rt:9");
        assertThat(job("13.pbssrv").plannedNodes()).isEmpty();
    }

    @Test
    void aJobThatTheGateKeepsWaitingIsPlannedForWhatTheGateSays() {
        Hosts hosts = new Hosts(
                List.of(
                        new Attributes("n1[0]", Map.of("resources_available.host", "n1", "state", "free")),
                        new Attributes("n2", Map.of("resources_available.host", "n2", "state", "free"))),
                warnings);
        Attributes waits = new Attributes(
                "7.pbs",
                Map.of(
                        "job_state", "W",
                        "euser", "ann",
                        "estimated.exec_vnode", "(n9:ncpus=1)",
                        "Resource_List.peerboot_stage", "~ann/own:v1:/scratch/a:b",
                        "Resource_List.peerboot_plan", "1795752603@n1[0]+n2"));

        assertThat(new Jobs(hosts, List.of(), warnings).all(List.of(waits)))
                .singleElement()
                .extracting(Job::state, Job::plannedNodes, Job::images)
                .containsExactly(JobState.PENDING, List.of("n1", "n2"), List.of("~ann/own:v1"));
        assertThat(warnings.all()).isEmpty();
    }

    @Test
    void anOrderThatIsNoneIsLeftOut() {
        assertThat(Orders.images("../x", "job 7.pbs", warnings)).isEmpty();
        assertThat(warnings.all()).containsExactly("job 7.pbs orders \"../x\", which is no image's name and left out");
    }

    @Test
    void reservationsKeepHosts() {
        assertThat(news.reservations())
                .containsExactly(new Reservation(
                        "R20.pbssrv",
                        List.of("n1"),
                        Instant.parse("2026-11-23T23:00:00Z").toEpochMilli(),
                        Instant.parse("2026-11-23T23:30:00Z").toEpochMilli(),
                        false));
    }

    @Test
    void nothingWasNotUnderstood() {
        assertThat(warnings.all()).isEmpty();
    }

    @Test
    void anotherTopologyIsTheSites() throws IOException {
        PbsNews racks = new Translator("rack", 7071)
                .news(FakeCommands.recorded(dir).source().read(warnings), warnings);
        assertThat(racks.nodes()).extracting(Node::leaf).containsExactly("r1", "r1", "r2", "r2");
    }
}
