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
import org.peerboot.wire.Limits;

/** The serving half of a simulated peer: the production gate and rules before what it holds. */
final class Service {
    static final String IMAGE = "simulated:1";

    private final SimulatedPeer peer;
    private final World world;
    /** Connections on which others listen to this peer. A list is never changed: one that is told something is on its way. */
    private List<Ear> ears = List.of();

    private final Set<Mouth> mouths = new LinkedHashSet<>();
    private UploadGate gate = new UploadGate();
    private int streams;

    Service(SimulatedPeer peer, World world) {
        this.peer = peer;
        this.world = world;
    }

    /** {@code ear} listens no more. */
    void dismiss(Ear ear) {
        List<Ear> others = new ArrayList<>(ears);
        if (others.remove(ear)) {
            ears = others;
        }
    }

    /** Connections on which this peer sends. */
    Set<Mouth> mouths() {
        return mouths;
    }

    /** So many more answers are under way than before. */
    void streams(int more) {
        streams += more;
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
        List<Ear> all = ears;
        ears = List.of();
        all.forEach(ear -> ear.broken(cause));
    }

    void crash() {
        gate = new UploadGate();
        lose("reset by " + peer.name());
    }

    /** {@code ear} listens from now on. */
    void greet(Ear ear) {
        List<Ear> more = new ArrayList<>(ears);
        more.add(ear);
        ears = more;
        BitSet said = world.settings().conduct().claims(peer);
        world.witness().announces(peer, said);
        say(List.of(ear), new Announcement.Map(said));
        if (!gate.open()) {
            say(List.of(ear), gate.stop());
        }
    }

    void tell(Announcement announcement) {
        if (!ears.isEmpty()) {
            say(ears, announcement);
        }
    }

    /** It comes a moment later, unless a connection breaks first. */
    private void say(List<Ear> to, Announcement announcement) {
        Announcement heard =
                Announcement.parse(announcement.line(), world.layout().count(), peer.name());
        world.time().in(peer.latency(), () -> to.forEach(ear -> ear.hear(heard)));
    }

    ServingRules.@Nullable Refusal entry(String capability, String asker) {
        return world.settings()
                .rules()
                .entry(IMAGE, Access.SYSTEM, () -> world.leave().check(peer.name(), asker, capability));
    }

    /** Why {@code asker} does not get the bytes {@code from} to {@code to}, or nothing. */
    ServingRules.@Nullable Refusal refusal(String capability, String asker, long from, long to) {
        ServingRules.Refusal refusal = entry(capability, asker);
        if (refusal == null) {
            refusal = world.settings().rules().payload(gate, streams);
        }
        int first = world.layout().pieceAt(from);
        int last = world.layout().pieceAt(to - 1);
        boolean here = peer.held().nextClearBit(first) > last;
        return refusal != null || here ? refusal : new ServingRules.Refusal(404, "not here yet", true);
    }

    private void breakMouths(String cause) {
        List.copyOf(mouths).forEach(mouth -> mouth.broken(cause));
    }
}
