package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.Manifest;
import org.peerboot.wire.Api;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Capability;
import org.peerboot.wire.Denied;
import org.peerboot.wire.Hello;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.JobEvent;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.Want;
import org.peerboot.wire.Welcome;

class SessionTest {
    @TempDir
    Path dir;

    private TestTracker tracker;

    @BeforeEach
    void start() throws Exception {
        tracker = new TestTracker(dir);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void aHelloIsAnsweredWithAWelcomeAndAnUpdate() throws Exception {
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            assertThat(peer.next())
                    .isInstanceOfSatisfying(
                            Welcome.class,
                            welcome -> assertThat(Base64.getDecoder().decode(welcome.capabilityKey()))
                                    .hasSize(32));
            assertThat(peer.next())
                    .isInstanceOfSatisfying(
                            TrackerUpdate.class,
                            update -> assertThat(update.images()).isEmpty());
            assertThat(tracker.status().nodes())
                    .filteredOn(node -> node.node().equals("n1"))
                    .allSatisfy(node -> assertThat(node.peer()).isEqualTo("up"));
        }
    }

    @Test
    void aCandidatesCapabilityIsGoodForThatSourceAlone() throws Exception {
        Manifest image = tracker.publish("data:v1", 1000, 1);
        tracker.assign(Api.ASSIGN, "data:v1", "n[1-2]");
        try (FakePeer one = FakePeer.of(tracker, "n1", image.digest());
                FakePeer two = FakePeer.of(tracker, "n2")) {
            byte[] keyOfOne = Base64.getDecoder().decode(((Welcome) one.next()).capabilityKey());
            byte[] keyOfTwo = Base64.getDecoder().decode(((Welcome) two.next()).capabilityKey());
            Candidate source = two
                    .update(u -> !u.images().isEmpty()
                            && u.images().get(0).candidates().stream()
                                    .anyMatch(c -> c.node().equals("n1")))
                    .images()
                    .get(0)
                    .candidates()
                    .stream()
                    .filter(c -> c.node().equals("n1"))
                    .findFirst()
                    .orElseThrow();
            long now = System.currentTimeMillis() / 1000;
            assertThat(Capability.check(keyOfOne, source.capability(), image.digest(), "127.0.0.1", now))
                    .isEqualTo(Capability.Verdict.VALID);
            assertThat(Capability.check(keyOfOne, source.capability(), image.digest(), "127.0.0.1", now + 86_000))
                    .isEqualTo(Capability.Verdict.VALID);
            assertThat(Capability.check(keyOfTwo, source.capability(), image.digest(), "127.0.0.1", now))
                    .isEqualTo(Capability.Verdict.NOT_FOR_THIS);
            assertThat(source.port()).isEqualTo(7171);
        }
    }

    @Test
    void nothingIsSentWhileNothingChanges() throws Exception {
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            peer.next();
            peer.next();
            tracker.cluster.tell();
            peer.say(FakePeer.report());
            assertThat(peer.silentFor(500)).isTrue();
        }
    }

    @Test
    void aJobOnTheNodeTightensItsLimitsAndAHintDoesSoAtOnce() throws Exception {
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            TrackerUpdate idle = peer.update(u -> true);
            tracker.cluster.job("8812", "n1");
            TrackerUpdate busy = peer.update(u -> !u.limits().equals(idle.limits()));
            assertThat(busy.epoch()).isGreaterThan(idle.epoch());
            tracker.cluster.noJobs();
            peer.update(u -> u.limits().equals(idle.limits()));
            peer.say(new JobEvent("8813", true));
            assertThat(peer.update(u -> true).limits()).isEqualTo(busy.limits());
            assertThat(tracker.status().nodes().get(0).job()).isTrue();
        }
    }

    @Test
    void aJobsEndFreesItsNodeAtOnceUntilTheWorkloadManagerKnowsBetter() throws Exception {
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            TrackerUpdate idle = peer.update(u -> true);
            tracker.cluster.job("8812", "n1");
            TrackerUpdate busy = peer.update(u -> !u.limits().equals(idle.limits()));
            peer.say(new JobEvent("8812", false));
            peer.update(u -> u.limits().equals(idle.limits()));
            assertThat(tracker.status().nodes().get(0).job()).isFalse();
            tracker.cluster.tellOf(System.currentTimeMillis() + JobHints.LAG_MILLIS + 1000);
            assertThat(peer.update(u -> true).limits()).isEqualTo(busy.limits());
        }
    }

    @Test
    void aNodeWhoseJobWaitsForItsImageIsFreeForPlans() throws Exception {
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            TrackerUpdate idle = peer.update(u -> true);
            tracker.cluster.job("8812", "n1");
            TrackerUpdate busy = peer.update(u -> !u.limits().equals(idle.limits()));
            peer.say(FakePeer.staging("8812"));
            peer.update(u -> u.limits().equals(idle.limits()));
            peer.say(FakePeer.staging("8813"));
            assertThat(peer.update(u -> true).limits()).isEqualTo(busy.limits());
        }
    }

    @Test
    void aSecondSessionOfTheSameNodeReplacesTheFirst() throws Exception {
        try (FakePeer first = FakePeer.of(tracker, "n1")) {
            first.update(u -> true);
            try (FakePeer second = FakePeer.of(tracker, "n1")) {
                second.update(u -> true);
                assertThat(first.closedWith())
                        .isEqualTo("n1: another session of this node took over; run one peer a node");
                tracker.publish("data:v1", 10, 1);
                tracker.assign(Api.ASSIGN, "data:v1", "n1");
                second.update(u -> !u.images().isEmpty());
            }
        }
    }

    @Test
    void refusesAPeerAtAnotherAddress() throws Exception {
        try (FakePeer peer = FakePeer.of(tracker, "n3")) {
            assertThat(peer.closedWith())
                    .isEqualTo("n3: comes from 127.0.0.1, not from 10.99.99.3; correct its address in the cluster");
        }
    }

    @Test
    void refusesAPeerThatTheClusterDoesNotKnow() throws Exception {
        try (FakePeer stranger = FakePeer.of(tracker, "n9");
                FakePeer impostor = FakePeer.of(tracker, "origin")) {
            assertThat(stranger.closedWith()).isEqualTo("n9: is not in scripted:test; add it there");
            assertThat(impostor.closedWith()).isEqualTo("origin: is the origin's name; rename one of them");
        }
    }

    @Test
    void refusesAPeerThatProvesNothing() {
        assertThatThrownBy(() -> new FakePeer(tracker, request -> "Hmac v1:nonsense"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void refusesWhatIsNoMessage() throws Exception {
        try (FakePeer peer = new FakePeer(tracker);
                FakePeer hasty = new FakePeer(tracker);
                FakePeer newer = new FakePeer(tracker)) {
            peer.raw("{\"type\":\"hello\",");
            assertThat(peer.closedWith()).startsWith("PeerMessage from 127.0.0.1: is not understood");
            hasty.say(FakePeer.report());
            assertThat(hasty.closedWith()).isEqualTo("session: no hello before other messages; send one first");
            newer.say(new Hello(Protocol.VERSION + 1, "9", "n1", 7071, List.of(), null, null));
            assertThat(newer.closedWith()).contains("is newer than the tracker's; update the tracker first");
        }
    }

    @Test
    void aMessageOfMoreThanFourMebibytesEndsTheSession() throws Exception {
        try (FakePeer peer = new FakePeer(tracker)) {
            peer.socket.sendText("x".repeat((4 << 20) + 1), true);
            assertThat(peer.closedWith()).isNotNull();
        }
    }

    @Test
    void somebodyOnANodeMayWantWhatHeMayRead() throws Exception {
        tracker.publish("kernel:v1", 10, 1);
        var own = tracker.image("~ann/data:v1", Access.USER, 20, 2);
        tracker.post(Api.IMAGES, tracker.signer.sign(own.manifest()));
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            peer.update(u -> true);
            peer.say(new Want("kernel:v1", "ann"));
            assertThat(peer.next())
                    .isEqualTo(new Denied(
                            "kernel:v1",
                            "image \"kernel:v1\": is not ann's to read; ask an administrator to assign it",
                            "ann"));
            peer.say(new Want("~ann/data:v1", "bob"));
            assertThat(peer.next()).isInstanceOf(Denied.class);
            peer.say(new Want("none:v1", "ann"));
            assertThat(peer.next().toString()).contains("is not published");
            peer.say(new Want("~ann/data:v1", "ann"));
            assertThat(peer.update(u -> !u.images().isEmpty()).images())
                    .allSatisfy(image -> assertThat(image.fetch()).isTrue())
                    .extracting(image -> image.name())
                    .containsExactly("~ann/data:v1");
            peer.say(new Want("kernel:v1", "root"));
            peer.update(u -> u.images().size() == 2);
        }
    }

    @Test
    void anAddressIsANodesByTheClusterOrByItsName() throws Exception {
        InetAddress there = InetAddress.getByName("10.0.0.7");
        NodeAddresses addresses = new NodeAddresses(Runnable::run, host -> {
            assertThat(host).isEqualTo("n7");
            return new InetAddress[] {there};
        });
        var script = ScriptedCluster.script("addresses")
                .node("n7", Map.of())
                .node("n8", Map.of("eth", "10.0.0.8", "ib", "fd00::8"));
        var nodes = script.snapshot().nodes();
        List<Boolean> verdicts = new ArrayList<>();
        addresses.belongs(there, nodes.get("n7"), verdicts::add);
        addresses.belongs(InetAddress.getByName("10.0.0.8"), nodes.get("n7"), verdicts::add);
        addresses.belongs(InetAddress.getByName("fd00::8"), nodes.get("n8"), verdicts::add);
        addresses.belongs(there, nodes.get("n8"), verdicts::add);
        assertThat(verdicts).containsExactly(true, false, true, false);
    }

    @Test
    void aReportOfACompleteImageMakesItsNodeASource() throws Exception {
        Manifest image = tracker.publish("data:v1", 1000, 1);
        tracker.assign(Api.ASSIGN, "data:v1", "n2");
        try (FakePeer one = FakePeer.of(tracker, "n1");
                FakePeer two = FakePeer.of(tracker, "n2")) {
            two.update(u -> !u.images().isEmpty());
            one.say(FakePeer.report(FakePeer.progress(image.digest(), ImageProgress.State.COMPLETE, 1, 1)));
            two.update(u -> u.images().get(0).candidates().stream()
                    .anyMatch(source -> source.node().equals("n1")));
        }
    }
}
