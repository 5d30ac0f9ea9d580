package org.peerboot.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Access;
import org.peerboot.policy.Policy;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Limits;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

class PlannerTest {
    private final Planner planner = new Planner(Policy.standard());

    private static List<String> names(WantedImage image) {
        return image.candidates().stream().map(Candidate::node).toList();
    }

    private WantedImage only(ClusterView view, String node) {
        assertThat(planner.update(view, node, 1).images()).hasSize(1);
        return planner.update(view, node, 1).images().get(0);
    }

    /** The demo's cluster: four leaf switches of four nodes. */
    private static ViewBuilder sixteen() {
        return new ViewBuilder()
                .leaf("leaf1", "n[1-4]")
                .leaf("leaf2", "n[5-8]")
                .leaf("leaf3", "n[9-12]")
                .leaf("leaf4", "n[13-16]")
                .image("os:1", "n[1-16]");
    }

    @Test
    void tellsWhatIsPlannedAStepAtATime() {
        ViewBuilder cluster = new ViewBuilder()
                .leaf("leaf1", "n[1-3]")
                .image("os:1", "n[1-3]")
                .planned("8815", "n1", 75);
        Planner planner = new Planner(Policy.standard());
        ClusterView before = cluster.view();
        assertThat(planner.update(before, "n2", 1).images().get(0).candidates())
                .filteredOn(candidate -> candidate.node().equals("n1"))
                .extracting(candidate -> candidate.attributes().get("job.starts"))
                .containsExactly(new AttributeValue(60, "s", 400, "file:cluster.yaml, job 8815"));
        cluster.now += 10_000;
        ClusterView after = cluster.view();
        assertThat(planner.affected(before, after)).isEmpty();
        cluster.now += 10_000;
        assertThat(planner.affected(after, cluster.view())).contains("n1", "n2", "n3");
    }

    @Test
    void namesMatesFirstThenOutsidersThenTheOrigin() {
        WantedImage os = only(sixteen().view(), "n2");

        assertThat(os.fetch()).isTrue();
        assertThat(os.cell()).isEqualTo("leaf1");
        assertThat(os.cells()).containsExactly("leaf1", "leaf2", "leaf3", "leaf4");
        assertThat(names(os)).startsWith("n1", "n3", "n4").endsWith("origin").hasSize(3 + 8 + 1);
        assertThat(os.candidates()).filteredOn(c -> c.cell().equals("leaf1")).hasSize(3);
        assertThat(os.candidates().get(11).origin()).isTrue();
        assertThat(os.candidates().get(11).cell()).isEqualTo("origin");
    }

    @Test
    void ownersOfTheSamePiecesSeeEachOther() {
        ViewBuilder cluster = new ViewBuilder();
        for (int leaf = 0; leaf < 12; leaf++) {
            cluster.leaf("leaf" + leaf, "n[" + (4 * leaf + 1) + "-" + (4 * leaf + 4) + "]");
        }
        WantedImage os = only(cluster.image("os:1", "n[1-48]").view(), "n6");

        assertThat(os.slot()).isEqualTo(2);
        assertThat(os.slots()).isEqualTo(4);
        assertThat(os.candidates().subList(0, 3)).extracting(Candidate::slot).containsExactly(1, 3, 4);
        assertThat(os.candidates().subList(3, 11)).extracting(Candidate::slot).containsOnly(2);
        assertThat(os.candidates().get(11).slot()).isNull();
    }

    @Test
    void aSlotStaysWhenAMateGoes() {
        ViewBuilder cluster = new ViewBuilder();
        for (int leaf = 0; leaf < 12; leaf++) {
            cluster.leaf("leaf" + leaf, "n[" + (4 * leaf + 1) + "-" + (4 * leaf + 4) + "]");
        }
        cluster.image("os:1", "n[1-48]").down("n5");

        assertThat(only(cluster.view(), "n6").slot()).isEqualTo(2);
    }

    @Test
    void tellsWhereEachCandidateIsAndWhatToShowIt() {
        Candidate n1 = only(sixteen().view(), "n2").candidates().get(0);

        assertThat(n1.address()).isEqualTo("addr-n1");
        assertThat(n1.port()).isEqualTo(7071);
        assertThat(n1.capability()).startsWith("n1>addr-n2:");
        assertThat(n1.attributes())
                .containsEntry("job.running", new AttributeValue(0, "bool", 400, "file:cluster.yaml"))
                .containsEntry("topology.hops", new AttributeValue(2, "hops", 400, "file:cluster.yaml"));
    }

    @Test
    void measuresTheOriginFartherThanAnyLeafAndInventsNoJobForIt() {
        List<Candidate> candidates = only(sixteen().view(), "n2").candidates();
        Candidate origin = candidates.get(candidates.size() - 1);

        assertThat(origin.attributes()).containsOnlyKeys("topology.hops");
        double farthest = candidates.stream()
                .filter(c -> !c.origin())
                .mapToDouble(c -> c.attributes().get("topology.hops").value())
                .max()
                .orElseThrow();
        assertThat(farthest).isEqualTo(4);
        assertThat(origin.attributes().get("topology.hops").value()).isGreaterThan(farthest);
    }

    @Test
    void leavesItToTheClientToLeaveASourceWhereAJobBegins() {
        ViewBuilder cluster = sixteen();
        TrackerUpdate before = planner.update(cluster.view(), "n2", 1);
        TrackerUpdate after = planner.update(cluster.job("1", "ann", "n3").view(), "n2", 2);

        WantedImage a = before.images().get(0);
        WantedImage b = after.images().get(0);
        assertThat(names(b)).isEqualTo(names(a));
        assertThat(b.cells()).isEqualTo(a.cells());
        for (int i = 0; i < a.candidates().size(); i++) {
            Candidate old = a.candidates().get(i);
            Candidate now = b.candidates().get(i);
            if (old.node().equals("n3")) {
                assertThat(old.attributes().get("job.running").value()).isZero();
                assertThat(now.attributes().get("job.running").value()).isOne();
                assertThat(now.capability()).isEqualTo(old.capability());
            } else {
                assertThat(now).isEqualTo(old);
            }
        }
        assertThat(after.weighings()).isEqualTo(before.weighings()).anySatisfy(weighing -> {
            assertThat(weighing.attribute()).isEqualTo("job.running");
            assertThat(weighing.factor()).isZero();
        });
    }

    @Test
    void tellsTheSourceItselfToSendNothing() {
        ClusterView view = sixteen().job("1", "ann", "n3").view();

        assertThat(planner.update(view, "n3", 1).limits().mayUpload()).isFalse();
        assertThat(planner.update(view, "n3", 1).limits().rule())
                .isEqualTo("busy-sources-send-nothing,busy-destinations-receive-the-leftover");
        assertThat(planner.update(view, "n2", 1).limits()).isEqualTo(Limits.NONE);
        assertThat(planner.update(view, "n2", 1).whenJobStarts().mayUpload()).isFalse();
    }

    @Test
    void takesEveryNodeAsBusyWhenTheWorkloadManagerIsSilent() {
        ViewBuilder cluster = sixteen();
        cluster.snapshotAge = 61_000;
        Candidate n1 = only(cluster.view(), "n2").candidates().get(0);

        assertThat(n1.attributes().get("job.running"))
                .isEqualTo(new AttributeValue(1, "bool", 61_000, "unknown, file:cluster.yaml is silent"));
        assertThat(planner.update(cluster.view(), "n2", 1).limits().mayUpload()).isFalse();
        assertThat(planner.update(cluster.view(), "origin", 1).limits().mayUpload())
                .isTrue();
    }

    @Test
    void takesANodeAsBusyThatTheSnapshotDoesNotName() {
        TrackerUpdate update = planner.update(sixteen().view(), "stranger", 1);

        assertThat(update.limits().mayUpload()).isFalse();
        assertThat(update.images()).isEmpty();
    }

    @Test
    void leavesOutCellsThatCouldServeNobody() {
        ViewBuilder cluster = sixteen().job("1", "ann", "n[5-8]");
        assertThat(only(cluster.view(), "n2").cells()).containsExactly("leaf1", "leaf3", "leaf4");
        cluster.down("n13").down("n14").down("n15").down("n16");
        assertThat(only(cluster.view(), "n2").cells()).containsExactly("leaf1", "leaf3");
    }

    @Test
    void letsEveryCellAskTheOriginWhereNoRuleSaysOtherwise() {
        Planner free = new Planner(Policy.parse("[]", "policy.yaml"));
        assertThat(free.update(sixteen().view(), "n2", 1).images().get(0).cells())
                .isEmpty();
    }

    @Test
    void leavesOutPeersThatAreDownOrNeverSeenOrBlamed() {
        ViewBuilder cluster = sixteen().down("n1").blames("n2", "os:1", "n4");
        cluster.peers.remove("n3");
        assertThat(names(only(cluster.view(), "n2")))
                .doesNotContain("n1", "n2", "n3", "n4")
                .endsWith("origin");
        assertThat(names(only(cluster.view(), "n6"))).contains("n5", "n7", "n8");
    }

    @Test
    void takesAwayWhatARuleDenies() {
        Planner strict = new Planner(Policy.parse(
                "- name: not-n1\n  when: source.name == \"n1\" || (source.origin && destination.leaf == \"leaf1\")\n"
                        + "  deny: true\n",
                "policy.yaml"));
        ClusterView view = sixteen().view();
        assertThat(names(strict.update(view, "n2", 1).images().get(0)))
                .startsWith("n3", "n4")
                .doesNotContain("n1", "origin");
        assertThat(names(strict.update(view, "n6", 1).images().get(0))).contains("origin");
    }

    @Test
    void prefersSeedsAmongOutsiders() {
        ViewBuilder cluster = new ViewBuilder().leaf("leaf1", "n1").leaf("leaf2", "n[2-21]");
        cluster.image("os:1", "n[1-21]").holds("n20", "os:1").holds("n7", "os:1");
        assertThat(names(only(cluster.view(), "n1"))).hasSize(4).contains("n7", "n20", "origin");
    }

    @Test
    void listsAnImageThatANodeHoldsWithoutAssignmentForServingAlone() {
        ViewBuilder cluster = sixteen().image("os:1", "n[1-4]").holds("n9", "os:1");
        WantedImage held = only(cluster.view(), "n9");

        assertThat(held.fetch()).isFalse();
        assertThat(held.candidates()).isEmpty();
        assertThat(names(only(cluster.view(), "n1"))).contains("n9");
        assertThat(planner.update(cluster.view(), "n10", 1).images()).isEmpty();
        assertThat(only(cluster.view(), "origin").fetch()).isFalse();
        assertThat(only(cluster.view(), "origin").cell()).isEqualTo("origin");
    }

    @Test
    void showsAUsersImageOnlyToNodesOfHisJobsAndToThoseAssigned() {
        ViewBuilder cluster = sixteen();
        cluster.images.clear();
        cluster.image("~ann/data:1", Access.USER, "ann", "n[1-2]")
                .holds("n5", "~ann/data:1")
                .holds("n6", "~ann/data:1");
        cluster.job("1", "ann", "n5").job("2", "bob", "n6");
        ClusterView view = cluster.view();

        assertThat(names(only(view, "n1"))).contains("n2", "n5").doesNotContain("n6");
        assertThat(planner.update(view, "n6", 1).images()).isEmpty();
        assertThat(only(view, "n5").fetch()).isFalse();
    }

    @Test
    void passesPausesOn() {
        ViewBuilder cluster = sixteen();
        cluster.images.replaceAll(
                (digest, i) -> new ImageState(i.name(), digest, i.access(), i.owner(), i.bytes(), true, i.assigned()));
        assertThat(only(cluster.view(), "n1").paused()).isTrue();
        assertThat(only(cluster.view(), "n1").candidates()).isNotEmpty();
    }

    @Test
    void cutsAFlatNetworkAndNamesNoMoreThanFitAnUpdate() {
        ViewBuilder cluster = new ViewBuilder().leaf(null, "n[1-1000]").image("os:1", "n[1-1000]");
        ClusterView view = cluster.view();
        Set<String> cells = new TreeSet<>();
        for (String node : cluster.nodes.keySet()) {
            WantedImage os = only(view, node);
            cells.add(os.cell());
            assertThat(os.candidates()).hasSizeLessThanOrEqualTo(Protocol.MAX_CANDIDATES);
            assertThat(names(os)).doesNotHaveDuplicates().doesNotContain(node);
            assertThat(os.candidates())
                    .filteredOn(c -> !c.cell().equals(os.cell()))
                    .hasSize(9);
        }
        assertThat(cells).hasSize(42).startsWith("flat/01").endsWith("flat/42");
        assertThat(only(view, "n1").cells()).containsExactlyElementsOf(cells);
    }

    @Test
    void spreadsOutsidersOverTheCluster() {
        ViewBuilder cluster = new ViewBuilder().leaf(null, "n[1-1000]").image("os:1", "n[1-1000]");
        ClusterView view = cluster.view();
        java.util.Map<String, Integer> chosen = new java.util.TreeMap<>();
        for (String node : cluster.nodes.keySet()) {
            WantedImage os = only(view, node);
            os.candidates().stream()
                    .filter(c -> !c.cell().equals(os.cell()) && !c.origin())
                    .forEach(c -> chosen.merge(c.node(), 1, Integer::sum));
        }
        assertThat(chosen.size()).isGreaterThan(990);
        assertThat(chosen.values()).allMatch(times -> times < 30);
    }

    @Test
    void isTheSameForTheSameViewButForEpochsAndAges() {
        ViewBuilder cluster = sixteen();
        TrackerUpdate first = planner.update(cluster.view(), "n2", 1);
        cluster.snapshotAge = 900;
        TrackerUpdate later = new Planner(Policy.standard()).update(cluster.view(), "n2", 7);

        assertThat(later).isNotEqualTo(first);
        assertThat(Planner.sameBut(first, later)).isTrue();
        TrackerUpdate busy = planner.update(cluster.job("1", "ann", "n3").view(), "n2", 1);
        assertThat(Planner.sameBut(first, busy)).isFalse();
    }

    @Test
    void plansTenThousandNodes() {
        ViewBuilder cluster = new ViewBuilder();
        for (int leaf = 0; leaf < 417; leaf++) {
            cluster.leaf("leaf" + leaf, "n[" + (leaf * 24 + 1) + "-" + (leaf * 24 + 24) + "]");
        }
        cluster.image("os:1", "n[1-10008]");
        ClusterView view = cluster.view();
        long begin = System.nanoTime();
        int candidates = 0;
        for (String node : cluster.nodes.keySet()) {
            candidates +=
                    planner.update(view, node, 1).images().get(0).candidates().size();
        }
        long planned = System.nanoTime();
        ClusterView after = cluster.job("1", "ann", "n5000").view();
        long changed = System.nanoTime();
        int affected = planner.affected(view, after).size();
        System.out.printf(
                "10008 nodes planned in %d ms; one node's job found to concern %d nodes in %d ms%n",
                (planned - begin) / 1_000_000, affected, (System.nanoTime() - changed) / 1_000_000);
        assertThat(candidates).isEqualTo(10_008 * 32);
        assertThat(affected).isLessThan(100);
    }
}
