package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.peer.Swarm.Member;
import org.peerboot.wire.Capability;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.JobEvent;
import org.peerboot.wire.Limits;

final class SwarmTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;

    @Test
    void eightPeersOnTwoLeavesTakeOneCopyFromTheOrigin() throws Exception {
        try (Swarm swarm = new Swarm(directory, Access.SYSTEM, 24 * MIB + 12_345)) {
            for (int i = 1; i <= 8; i++) {
                swarm.add("n" + i, i <= 4 ? "leaf1" : "leaf2");
            }
            swarm.update();
            swarm.awaitComplete();
            Member origin = swarm.member("origin");
            double copies = origin.ask(origin.service::payloadBytes)
                    / (double) swarm.reader.manifest().size();
            assertThat(copies).isBetween(0.99, 1.2);
            for (int i = 1; i <= 8; i++) {
                Member member = swarm.member("n" + i);
                assertThat(Digest.of(Files.readAllBytes(member.cached().file("root"))))
                        .isEqualTo(swarm.reader.manifest().content());
                assertThat(member.progress().twice()).isZero();
                assertThat(member.progress().received())
                        .isEqualTo(swarm.reader.manifest().size());
            }
        }
    }

    @Test
    void thePeerItselfLeavesASourceWhoseJobStatusChanged() throws Exception {
        try (Swarm swarm = new Swarm(directory, Access.SYSTEM, 16 * MIB)) {
            swarm.weighings.add(Swarm.LEAVE_BUSY);
            Member slow = swarm.add("n1", "leaf1");
            slow.limits(new Limits(4 * MIB, -1, -1, "slow"));
            swarm.update();
            swarm.awaitComplete();
            Member late = swarm.add("n2", "leaf1");
            Member origin = swarm.member("origin");
            origin.limits(new Limits(2 * MIB, -1, -1, "slow"));
            swarm.update();
            slow.limits(new Limits(4 * MIB, -1, -1, "slow"));
            swarm.await("n2 has begun", () -> late.progress().bytesBySource().getOrDefault("n1", 0L) > MIB);
            slow.job = true;
            origin.limits(Limits.NONE);
            swarm.update();
            swarm.awaitComplete();
            ImageProgress end = late.progress();
            assertThat(end.bytesBySource()).containsKeys("n1", "origin");
            assertThat(end.received()).isEqualTo(16 * MIB);
        }
    }

    @Test
    void aJobToldOnTheLocalSocketSilencesTheNodeBeforeTheTrackerAnswers() throws Exception {
        try (Swarm swarm = new Swarm(directory, Access.SYSTEM, 8 * MIB)) {
            Member source = swarm.add("n1", "leaf1");
            swarm.update();
            swarm.awaitComplete();
            assertThat(source.ask(source.service::limits).mayUpload()).isTrue();
            source.ask(() -> {
                source.peer.job(new JobEvent("8812", true), JobOrder.NONE);
                return 0;
            });
            assertThat(source.ask(source.service::limits).mayUpload()).isFalse();
            HttpResponse<String> refused = get(source, capability(source, 3600, swarm.digest()));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("sends nothing now (rule busy-sources-send-nothing)");
            source.ask(() -> {
                source.peer.job(new JobEvent("8812", false), JobOrder.NONE);
                return 0;
            });
            assertThat(source.ask(source.service::limits).mayUpload()).isTrue();
        }
    }

    @Test
    void refusesACapabilityThatIsAbsentExpiredOrForAnotherImage() throws Exception {
        try (Swarm swarm = new Swarm(directory, Access.SYSTEM, MIB)) {
            Member origin = swarm.member("origin");
            assertThat(get(origin, "").body())
                    .isEqualTo("image rocky9:v6.8: is a system image and no capability was shown; on a node that it is"
                            + " assigned to use 'peerboot fetch'\n");
            HttpResponse<String> expired = get(origin, capability(origin, -10, swarm.digest()));
            assertThat(expired.statusCode()).isEqualTo(403);
            assertThat(expired.body())
                    .isEqualTo("image rocky9:v6.8: the capability has expired; check the clocks of node and tracker\n");
            HttpResponse<String> other = get(origin, capability(origin, 10, Digest.of(new byte[1])));
            assertThat(other.statusCode()).isEqualTo(403);
            assertThat(other.body()).contains("the capability is for another image, source or destination");
            assertThat(get(origin, capability(origin, 10, swarm.digest())).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPeerWhoseCacheRottedIsBlamedAndNobodyElse() throws Exception {
        try (Swarm swarm = new Swarm(directory, Access.SYSTEM, 8 * MIB)) {
            Member rotten = swarm.add("n1", "leaf1");
            swarm.update();
            swarm.awaitComplete();
            Path file = rotten.cached().file("root");
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < bytes.length; i += 64 << 10) {
                bytes[i] ^= 1;
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.write(file, bytes);
            Member late = swarm.add("n2", "leaf1");
            swarm.update();
            swarm.awaitComplete();
            assertThat(late.progress().blamed()).containsExactly("n1");
            assertThat(Digest.of(Files.readAllBytes(late.cached().file("root"))))
                    .isEqualTo(swarm.reader.manifest().content());
        }
    }

    @Test
    void servesAPublicImageToAnybody() throws Exception {
        try (Swarm swarm = new Swarm(directory, Access.PUBLIC, MIB)) {
            Member origin = swarm.member("origin");
            assertThat(get(origin, "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void goesOnAfterItsSourceDied() throws Exception {
        try (Swarm swarm = new Swarm(directory, Access.SYSTEM, 16 * MIB)) {
            Member source = swarm.add("n1", "leaf1");
            swarm.update();
            swarm.awaitComplete();
            Member late = swarm.add("n2", "leaf1");
            source.limits(new Limits(4 * MIB, -1, -1, "slow"));
            swarm.member("origin").limits(new Limits(4 * MIB, -1, -1, "slow"));
            swarm.loopUpdateOnly(late);
            swarm.await("n2 has begun", () -> late.progress().bytesBySource().getOrDefault("n1", 0L) > MIB);
            source.kill();
            swarm.await("n2 is complete", () -> late.progress().state() == ImageProgress.State.COMPLETE);
            assertThat(late.progress().received()).isEqualTo(16 * MIB);
        }
    }

    private static String capability(Member source, long seconds, Digest image) {
        return Capability.issue(
                source.key, image, "127.0.0.1", Clock.systemUTC().instant().getEpochSecond() + seconds);
    }

    private static HttpResponse<String> get(Member source, String capability) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://" + source.address + ":" + source.service.port() + "/images/rocky9:v6.8/files/root"));
        if (!capability.isEmpty()) {
            request.header("Authorization", "Peerboot " + capability);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
