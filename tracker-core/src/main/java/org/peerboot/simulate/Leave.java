package org.peerboot.simulate;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.peerboot.wire.Capability;

/**
 * Capabilities for the simulated image, each issued once: HMACs would be most of a run. What was issued here is known again
 * without another; what was not is checked once.
 */
final class Leave {
    private record Pair(String source, String address) {}

    private record Shown(String source, String address, String capability) {}

    private final Timeline time;
    private final Map<Pair, String> issued = new HashMap<>();
    private final Map<Shown, Capability.Verdict> verdicts = new HashMap<>();

    Leave(Timeline time) {
        this.time = time;
    }

    /** What {@code source} is shown from {@code address}, good for a day from the beginning. */
    String of(String source, String address) {
        return issued.computeIfAbsent(
                new Pair(source, address), pair -> issue(source, address, SimulatedTracker.EPOCH_SECONDS + 86_400));
    }

    String issue(String source, String address, long expirySeconds) {
        return Capability.issue(key(source), World.IMAGE, address, expirySeconds);
    }

    Capability.Verdict check(String source, String address, String capability) {
        Capability.Verdict verdict = capability.equals(issued.get(new Pair(source, address)))
                ? Capability.Verdict.VALID
                : verdicts.computeIfAbsent(
                        new Shown(source, address, capability),
                        shown -> Capability.check(key(source), capability, World.IMAGE, address, seconds()));
        boolean over = verdict == Capability.Verdict.VALID && Capability.expirySeconds(capability) < seconds();
        return over ? Capability.Verdict.EXPIRED : verdict;
    }

    private long seconds() {
        return SimulatedTracker.EPOCH_SECONDS + time.now() / 1_000_000_000L;
    }

    private static byte[] key(String node) {
        return ("the key of " + node).getBytes(StandardCharsets.UTF_8);
    }
}
