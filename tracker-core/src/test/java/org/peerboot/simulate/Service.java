package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.ServingRules;
import org.peerboot.transfer.UploadGate;
import org.peerboot.wire.Capability;
import org.peerboot.wire.Limits;

/** The serving half of a simulated peer: the production gate and rules before what it holds. */
final class Service {
    private final SimulatedPeer peer;
    private final ServingRules rules;
    private final Set<Ear> ears = new LinkedHashSet<>();
    private final Set<Mouth> mouths = new LinkedHashSet<>();
    private UploadGate gate = new UploadGate();

    Service(SimulatedPeer peer, ServingRules rules) {
        this.peer = peer;
        this.rules = rules;
    }

    /** Connections on which others listen to this peer. */
    Set<Ear> ears() {
        return ears;
    }

    /** Connections on which this peer sends. */
    Set<Mouth> mouths() {
        return mouths;
    }

    boolean open() {
        return gate.open();
    }

    void limits(Limits limits, long epoch) {
        boolean wasOpen = gate.open();
        gate.set(limits, epoch, peer.now());
        if (wasOpen && !gate.open()) {
            tell(gate.stop());
            breakMouths("reset by " + peer.name());
        } else if (!wasOpen && gate.open()) {
            tell(new Announcement.Serve());
        }
    }

    /** All that others have to do with this peer breaks off. */
    void lose(String cause) {
        breakMouths(cause);
        List<Ear> all = new ArrayList<>(ears);
        ears.clear();
        all.forEach(ear -> ear.broken(cause));
    }

    void crash() {
        gate = new UploadGate();
        lose("reset by " + peer.name());
    }

    void greet(Ear ear) {
        BitSet said = (BitSet) peer.held().clone();
        if (peer.boaster) {
            said.set(0, peer.world().layout().count());
        } else {
            peer.world().invariants().announces(peer, said);
        }
        ear.say(new Announcement.Map(said));
        if (!gate.open()) {
            ear.say(gate.stop());
        }
    }

    void tell(Announcement announcement) {
        List.copyOf(ears).forEach(ear -> ear.say(announcement));
    }

    ServingRules.@Nullable Refusal entry(String capability, String asker) {
        World world = peer.world();
        return rules.entry(
                "simulated:1",
                Access.SYSTEM,
                () -> Capability.check(world.key(peer.name()), capability, world.image(), asker, world.seconds()));
    }

    /** Why {@code asker} does not get the bytes {@code from} to {@code to}, or nothing. */
    ServingRules.@Nullable Refusal refusal(String capability, String asker, long from, long to) {
        ServingRules.Refusal refusal = entry(capability, asker);
        if (refusal == null) {
            int streams = (int) mouths.stream().filter(Mouth::sending).count();
            refusal = rules.payload(gate, streams);
        }
        int first = peer.world().layout().pieceAt(from);
        int last = peer.world().layout().pieceAt(to - 1);
        boolean here = peer.held().nextClearBit(first) > last;
        return refusal != null || here ? refusal : new ServingRules.Refusal(404, "not here yet", true);
    }

    private void breakMouths(String cause) {
        List.copyOf(mouths).forEach(mouth -> mouth.broken(cause));
    }
}
