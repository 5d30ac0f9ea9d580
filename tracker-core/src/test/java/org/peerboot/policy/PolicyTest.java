package org.peerboot.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peerboot.attributes.Attribute;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Limits;
import org.peerboot.wire.Weighing;

class PolicyTest {
    private static final ImageFacts IMAGE = new ImageFacts("os:1", "system", "", 1 << 20);

    private static NodeFacts node(String name, boolean busy, String... features) {
        AttributeValue running = Attribute.JOB_RUNNING.value(busy ? 1 : 0, 400, "file:cluster.yaml");
        AttributeValue exclusive = Attribute.JOB_EXCLUSIVE.value(0, 400, "file:cluster.yaml");
        return new NodeFacts(
                name,
                false,
                "leaf1",
                "leaf1",
                List.of(features),
                List.of("idle"),
                List.of(),
                Map.of("job.running", running, "job.exclusive", exclusive));
    }

    private static final NodeFacts ORIGIN =
            new NodeFacts("origin", true, "", "origin", List.of(), List.of(), List.of(), Map.of());

    private static Map<String, AttributeValue> hops(int hops) {
        return Map.of("topology.hops", Attribute.TOPOLOGY_HOPS.value(hops, 400, "file:cluster.yaml"));
    }

    private static Policy policy(String... rules) {
        return Policy.parse(String.join("\n", rules) + "\n", "policy.yaml");
    }

    private static String denies(Policy policy, Facts facts) {
        Denials denials = policy.denials();
        return Stream.of(
                        denials.source(facts),
                        denials.sourceOfImage(facts),
                        denials.destination(facts),
                        denials.pair(facts))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String denies(Policy policy, NodeFacts source, NodeFacts destination, int hops) {
        return denies(policy, new Facts(source, destination, hops(hops), Map.of(), IMAGE));
    }

    @Test
    void asShippedLetsABusyNodeSendNothingAndReceiveWhatOthersLeave() {
        Policy standard = Policy.standard();
        assertThat(standard.limits(node("n1", true)))
                .isEqualTo(new Limits(
                        0,
                        Limits.UNLIMITED,
                        Limits.UNLIMITED,
                        "busy-sources-send-nothing,busy-destinations-receive-the-leftover",
                        true));
        assertThat(standard.limits(node("n1", false))).isEqualTo(Limits.NONE);
    }

    @Test
    void asShippedTellsBeforehandWhatAJobsStartWillMean() {
        Limits then = Policy.standard().whenJobStarts(node("n1", false));
        assertThat(then.mayUpload()).isFalse();
        assertThat(then.leftoverOnly()).isTrue();
        assertThat(then.rule()).isEqualTo("busy-sources-send-nothing,busy-destinations-receive-the-leftover");
    }

    @Test
    void asShippedTellsPeersToLeaveBusySourcesToPreferTheirLeafAndToSpareLoadedNetworks() {
        assertThat(Policy.standard().weighings(node("n1", false)))
                .containsExactly(
                        new Weighing("leave-busy-sources", "job.running", 0, 0),
                        new Weighing("same-leaf-first", "topology.hops", 2, 0.1),
                        Weighing.belowTransfer("spare-sources-whose-job-is-near", "job.starts", 0.1),
                        Weighing.belowTransfer("spare-sources-that-leave", "node.leaves", 0.1),
                        new Weighing("spare-loaded-networks", "network.utilization", 0.3, 0.1, 0.2),
                        new Weighing("spare-loaded-uplinks", "switch.load", 0.5, 0.1, 0.35),
                        new Weighing("spare-usually-loaded-uplinks", "switch.usual", 0.5, 0.4, 0.35),
                        new Weighing("prefer-reliable-sources", "history.failures", 0.2, 0.4, 0.1),
                        new Weighing("prefer-reliable-pairs", "pair.failures", 0.2, 0.4, 0.1));
    }

    @Test
    void aLoadIsNeverFollowedAtEachTurn() {
        Policy policy = policy("- name: a", "  weigh: {attribute: network.utilization, above: 0.4, factor: 0}");
        assertThat(policy.weighings(node("n1", false)))
                .containsExactly(new Weighing("a", "network.utilization", 0.4, 0, 0.4));
    }

    @Test
    void weighsWhatIsBelow() {
        Policy policy = policy("- name: a", "  weigh: {attribute: node.leaves, below: 60, factor: 0}");
        assertThat(policy.weighings(node("n1", false))).containsExactly(Weighing.below("a", "node.leaves", 60, 0));
    }

    @Test
    void asShippedSendsOneCopyOverEachUplink() {
        assertThat(Policy.standard().oneCopyAnUplink(IMAGE)).isTrue();
        assertThat(policy("[]").oneCopyAnUplink(IMAGE)).isFalse();
        assertThat(policy("- name: a", "  uplink: {copies: unlimited}").oneCopyAnUplink(IMAGE))
                .isFalse();
    }

    @Test
    void asShippedServesFewAtATimeFromALoadedFileServer() {
        Map<String, AttributeValue> busy = Map.of("fileserver.load", new AttributeValue(0.81, "ratio", 0, "tracker"));
        NodeFacts loaded = new NodeFacts("origin", true, "", "origin", List.of(), List.of(), List.of(), busy);
        assertThat(Policy.standard().limits(loaded))
                .isEqualTo(
                        new Limits(Limits.UNLIMITED, 2, Limits.UNLIMITED, "spare-a-loaded-file-server,origin-streams"));
    }

    @Test
    void asShippedLimitsTheOriginToManyStreamsAndNoRate() {
        assertThat(Policy.standard().limits(ORIGIN))
                .isEqualTo(new Limits(Limits.UNLIMITED, 64, Limits.UNLIMITED, "origin-streams"));
    }

    @Test
    void asShippedTakesNoSourceAway() {
        assertThat(Policy.standard().denials().any()).isFalse();
        assertThat(denies(Policy.standard(), node("n1", true), node("n2", true), 8))
                .isNull();
    }

    @Test
    void letsTheTightestLimitWinInEachRespect() {
        Policy policy = policy(
                "- {name: a, limit: {upload: 100MB/s, streams: 4}}",
                "- {name: b, limit: {upload: 20MB/s, download: 1Gbit/s}}",
                "- {name: c, limit: {upload: unlimited, streams: 8}}");
        assertThat(policy.limits(node("n1", false))).isEqualTo(new Limits(20_000_000, 4, 125_000_000, "a,b,c"));
    }

    @Test
    void aRateAndTheLeftoverAddUp() {
        Policy policy = policy("- {name: a, limit: {download: leftover}}", "- {name: b, limit: {download: 1MB/s}}");
        assertThat(policy.limits(node("n1", false)))
                .isEqualTo(new Limits(Limits.UNLIMITED, Limits.UNLIMITED, 1_000_000, "a,b", true));
    }

    @Test
    void supposesEveryKindOfJobBeforeOneStarts() {
        Policy policy = policy(
                "- {name: shared, when: source.job.running && !source.job.exclusive, limit: {upload: 5MB/s}}",
                "- {name: alone, when: source.job.exclusive, limit: {streams: 1}}",
                "- {name: idle, when: '!source.job.running', limit: {upload: 9MB/s}}");
        assertThat(policy.whenJobStarts(node("n1", false)))
                .isEqualTo(new Limits(5_000_000, 1, Limits.UNLIMITED, "idle,shared,alone"));
    }

    @Test
    void deniesByNodesLinkAndImage() {
        Policy policy = policy(
                "- {name: gpu, when: '\"gpu\" in source.features', deny: true}",
                "- {name: far, when: link.hops > 4, deny: true}",
                "- {name: drained, when: '\"drain\" in destination.states', deny: true}",
                "- {name: own, when: 'image.access == \"user\" && source.name.matches(\"n[0-9]+\")', deny: true}");
        NodeFacts plain = node("n1", false);
        assertThat(policy.denials().any()).isTrue();
        assertThat(denies(policy, node("n2", false, "gpu"), plain, 2)).isEqualTo("gpu");
        assertThat(denies(policy, plain, plain, 6)).isEqualTo("far");
        assertThat(denies(policy, plain, plain, 4)).isNull();
        ImageFacts data = new ImageFacts("~ann/data:1", "user", "ann", 1);
        assertThat(denies(policy, new Facts(plain, plain, hops(2), Map.of(), data)))
                .isEqualTo("own");
    }

    @Test
    void deniesByTheOriginsLoad() {
        Policy policy = policy("- {name: far, when: '!source.origin && origin.fileserver.load < 0.5', deny: true}");
        assertThat(denies(policy, facts(0.2))).isEqualTo("far");
        assertThat(denies(policy, facts(0.9))).isNull();
    }

    private static Facts facts(double load) {
        Map<String, AttributeValue> origin = Map.of("fileserver.load", new AttributeValue(load, "ratio", 0, "tracker"));
        return new Facts(node("n1", false), node("n2", false), Map.of(), origin, IMAGE);
    }

    @Test
    void doesNotHoldWhereAValueIsNotKnown() {
        Policy policy = policy(
                "- {name: far, when: link.hops > 4, deny: true}",
                "- {name: zero, when: 1 / image.bytes > 0 && image.bytes < 1, deny: true}");
        NodeFacts plain = node("n1", false);
        assertThat(denies(policy, new Facts(plain, plain, Map.of(), Map.of(), IMAGE)))
                .isNull();
        ImageFacts empty = new ImageFacts("os:1", "system", "", 0);
        assertThat(denies(policy, new Facts(plain, plain, hops(8), Map.of(), empty)))
                .isEqualTo("far");
        assertThat(denies(policy, new Facts(plain, plain, hops(2), Map.of(), empty)))
                .isNull();
    }

    @Test
    void weighsByTheDestination() {
        Policy policy = policy(
                "- name: gpu-nodes-mind-jobs-less",
                "  when: '\"gpu\" in destination.features'",
                "  weigh: {attribute: job.running, above: 0, factor: 0.5}");
        assertThat(policy.weighings(node("n1", false))).isEmpty();
        assertThat(policy.weighings(node("n1", false, "gpu"))).hasSize(1);
    }

    @Test
    void describesEveryVariable() {
        assertThat(Variable.ALL.values()).allSatisfy(variable -> {
            assertThat(variable.meaning()).isNotBlank();
            assertThat(variable.typeWords()).isIn("bool", "number", "text", "list of text");
        });
        assertThat(Variable.ALL)
                .containsKeys("source.job.running", "destination.features", "link.hops", "image.name", "image.access");
    }
}
