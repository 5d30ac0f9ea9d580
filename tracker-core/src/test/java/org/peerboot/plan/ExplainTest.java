package org.peerboot.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.peerboot.policy.Policy;
import org.peerboot.wire.Explanation;

class ExplainTest {
    private static final String RULES = """
            - {name: busy, when: source.job.running, limit: {upload: 0}}
            - {name: leave-busy, weigh: {attribute: job.running, above: 0, factor: 0}}
            - {name: near, weigh: {attribute: topology.hops, above: 2, factor: 0.1}}
            - {name: slow, when: source.name == "n4", limit: {upload: 20MB/s}}
            - {name: not-n5, when: source.name == "n5" && link.hops > 2, deny: true}
            - {name: no-user-data, when: image.access == "user", deny: true}
            """;

    private final Planner planner = new Planner(Policy.parse(RULES, "policy.yaml"));
    private final ViewBuilder cluster = new ViewBuilder()
            .leaf("leaf1", "n[1-4]")
            .leaf("leaf2", "n[5-8]")
            .image("os:1", "n[1-8]")
            .image("data:1", "n1")
            .job("8812", "ann", "n3");

    private Explanation explain(String source, String destination, String image) {
        return planner.explain(cluster.view(), source, destination, image, Double.POSITIVE_INFINITY);
    }

    @Test
    void namesTheRuleItsPlaceAndTheAttributeThatStopsASource() {
        Explanation why = explain("n3", "n7", null);

        assertThat(why.verdict())
                .isEqualTo("n3 sends nothing to n7: rule busy (policy.yaml:1),"
                        + " since job.running = 1 (file:cluster.yaml, 0.4 s ago)");
        assertThat(why.candidate()).isTrue();
        assertThat(why.weight()).isZero();
        assertThat(why.sourceLimits().mayUpload()).isFalse();
        assertThat(why.attributes())
                .containsExactly(
                        "job.running = 1 (file:cluster.yaml, 0.4 s ago)",
                        "job.exclusive = 0 (file:cluster.yaml, 0.4 s ago)",
                        "topology.hops = 4 hops (file:cluster.yaml, 0.4 s ago)");
    }

    @Test
    void saysOfEachRuleWhetherAndWhyItMatched() {
        assertThat(explain("n3", "n7", null).steps())
                .containsExactly(
                        new Explanation.Step("busy", "policy.yaml:1", true, "limits upload to 0 on n3"),
                        new Explanation.Step(
                                "leave-busy",
                                "policy.yaml:2",
                                true,
                                "multiplies the weight of a source with job.running above 0 by 0"),
                        new Explanation.Step(
                                "near",
                                "policy.yaml:3",
                                true,
                                "multiplies the weight of a source with topology.hops above 2 by 0.1"),
                        new Explanation.Step("slow", "policy.yaml:4", false, "does not match: source.name is n3"),
                        new Explanation.Step(
                                "not-n5",
                                "policy.yaml:5",
                                false,
                                "does not match: source.name is n3, link.hops is 4.0"),
                        new Explanation.Step(
                                "no-user-data", "policy.yaml:6", false, "not asked: it speaks of an image, name one"));
    }

    @Test
    void saysThatAJobIsPlannedBeforeTheTransferIsOver() {
        cluster.planned("8815", "n1", 70);
        Planner shipped = new Planner(Policy.standard());
        Explanation near = shipped.explain(cluster.view(), "n1", "n2", "os:1", 80);
        assertThat(near.verdict())
                .startsWith("n1 may send to n2, with weight 0.100: rule spare-sources-whose-job-is-near (policy.yaml:")
                .endsWith("since job.starts = 60 s (file:cluster.yaml, job 8815, 0.4 s ago)");
        assertThat(near.steps())
                .contains(new Explanation.Step(
                        "spare-sources-whose-job-is-near",
                        place(near),
                        true,
                        "multiplies the weight of a source with job.starts below the time that the transfer needs by 0.1,"
                                + " its transfer needs 80 s"));
        Explanation far = shipped.explain(cluster.view(), "n1", "n2", "os:1", 20);
        assertThat(far.weight()).isEqualTo(1);
        assertThat(far.steps())
                .contains(new Explanation.Step(
                        "spare-sources-whose-job-is-near",
                        place(far),
                        false,
                        "does not match: job.starts is 60, its transfer needs 20 s"));
    }

    private static String place(Explanation why) {
        return why.steps().stream()
                .filter(step -> step.rule().equals("spare-sources-whose-job-is-near"))
                .findFirst()
                .orElseThrow()
                .place();
    }

    @Test
    void showsALoadItsAgeAndWhoMeasuredIt() {
        cluster.utilization("n1", 0.62);
        Explanation why = new Planner(Policy.standard()).explain(cluster.view(), "n1", "n2", null, 0);
        assertThat(why.attributes()).contains("network.utilization = 0.62 ratio (peer, eth0, 0.7 s ago)");
        assertThat(why.verdict())
                .startsWith("n1 may send to n2, with weight 0.100: rule spare-loaded-networks (policy.yaml:");
        assertThat(why.steps())
                .extracting(Explanation.Step::effect)
                .contains("multiplies the weight of a source with network.utilization above 0.3 until 0.2 by 0.1");
    }

    @Test
    void saysThatNothingStandsInTheWay() {
        assertThat(explain("n1", "n2", null).verdict()).isEqualTo("n1 may send to n2: no rule limits it");
        assertThat(explain("n4", "n2", "os:1").verdict()).isEqualTo("n4 may send to n2, at most 20.0 MB/s (slow)");
    }

    @Test
    void saysWhyASourceIsLessLiked() {
        assertThat(explain("n1", "n7", null).verdict())
                .isEqualTo("n1 may send to n7, with weight 0.100: rule near (policy.yaml:3),"
                        + " since topology.hops = 4 hops (file:cluster.yaml, 0.4 s ago)");
    }

    @Test
    void saysWhichRuleTakesASourceAway() {
        assertThat(explain("n5", "n1", null).verdict())
                .isEqualTo("n5 is no source for n1: rule not-n5 (policy.yaml:5),"
                        + " since topology.hops = 4 hops (file:cluster.yaml, 0.4 s ago)");
        assertThat(explain("n5", "n1", null).candidate()).isFalse();
        assertThat(explain("n5", "n6", null).candidate()).isTrue();
    }

    @Test
    void saysWhatElseMakesANodeNoSource() {
        cluster.down("n6").blames("n2", "os:1", "n1");
        cluster.peers.remove("n8");
        assertThat(explain("n6", "n7", null).verdict()).isEqualTo("n6 is no source for n7: its peer is down");
        assertThat(explain("n8", "n7", null).verdict()).isEqualTo("n8 is no source for n7: its peer was never seen");
        assertThat(explain("n1", "n1", null).verdict()).contains("a node does not fetch from itself");
        assertThat(explain("n1", "n2", "os:1").verdict())
                .isEqualTo("n1 is no source for n2: n2 proved that it sent wrong bytes of os:1");
        assertThat(explain("n2", "n1", "data:1").verdict())
                .isEqualTo("n2 is no source for n1: it neither holds data:1 nor is to hold it");
        assertThat(explain("n1", "n2", "data:1").verdict())
                .isEqualTo("n1 is no source for n2: n2 is not to hold data:1");
    }

    @Test
    void saysThatOthersRankBefore() {
        for (int leaf = 3; leaf < 40; leaf++) {
            cluster.leaf("leaf" + leaf, "m" + leaf);
        }
        cluster.image("os:1", "n[1-4],m[3-39]");
        long given = cluster.nodes.keySet().stream()
                .filter(n -> n.startsWith("m"))
                .filter(n -> explain(n, "n1", "os:1").candidate())
                .count();
        assertThat(given).isEqualTo(8);
        assertThat(cluster.nodes.keySet().stream()
                        .filter(n -> n.startsWith("m"))
                        .map(n -> explain(n, "n1", "os:1").verdict()))
                .anyMatch(v -> v.endsWith("it is in another cell, and n1 was given 12 others that rank before it"));
    }

    @Test
    void saysThatNobodyKnows() {
        cluster.snapshotAge = 61_000;
        assertThat(explain("n1", "n2", null).verdict())
                .isEqualTo("n1 sends nothing to n2: rule busy (policy.yaml:1),"
                        + " since job.running = 1 (unknown, file:cluster.yaml is silent, 61.0 s ago)");
    }

    @Test
    void refusesNodesAndImagesThatNobodyKnows() {
        assertThatThrownBy(() -> explain("n99", "n1", null))
                .hasMessage("node \"n99\": is not in file:cluster.yaml, and no peer of that name was ever seen;"
                        + " list the nodes with 'peerboot status'");
        assertThatThrownBy(() -> explain("n1", "n2", "os:9"))
                .hasMessage("image \"os:9\": is not published; list them with 'peerboot images'");
    }
}
