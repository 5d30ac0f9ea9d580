package org.peerboot.simulate;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.PieceLayout;
import org.peerboot.transfer.ServingRules;
import org.peerboot.wire.Candidate;

/** A connection on which a source sends what it was asked for, one request after the other. */
final class Mouth {
    private record Ask(String capability, long from, long to) {}

    private final SimulatedPeer source;
    private final SimulatedPeer destination;
    private final World world;
    private final ArrayDeque<Ask> asks = new ArrayDeque<>();
    private Network.@Nullable Flow flow;
    private long sentTo;
    /** Whether the source, or the way to it, has broken the connection; the destination may not know yet. */
    private boolean broken;

    private boolean closed;

    Mouth(SimulatedPeer source, SimulatedPeer destination, World world) {
        this.source = source;
        this.destination = destination;
        this.world = world;
    }

    boolean sending() {
        return flow != null;
    }

    void ask(Candidate candidate, long from, long length) {
        Ask ask = new Ask(candidate.capability(), from, from + length);
        destination.later(SimulatedPeer.LATENCY, () -> {
            if (closed || broken) {
                return;
            }
            if (!source.alive()) {
                broken("no route");
                return;
            }
            asks.add(ask);
            world.invariants().queued(source, asks.size());
            source.service().mouths().add(this);
            if (asks.size() == 1) {
                begin();
            }
        });
    }

    private void begin() {
        Ask ask = asks.element();
        ServingRules.Refusal refusal =
                source.service().refusal(ask.capability, destination.address(), ask.from, ask.to);
        if (refusal != null) {
            end();
            destination.later(SimulatedPeer.LATENCY, () -> {
                if (!closed) {
                    destination.refused(source.name(), refusal);
                }
            });
            return;
        }
        sentTo = ask.from;
        send(ask);
    }

    private void send(Ask ask) {
        PieceLayout layout = world.layout();
        int piece = layout.pieceAt(sentTo);
        int length = (int) (Math.min(ask.to, layout.offset(piece) + layout.length(piece)) - sentTo);
        world.invariants().sends(source, destination.address(), ask.capability, piece);
        List<Network.Link> path = world.path(source, destination);
        flow = world.network().send(path, length, () -> {
            flow = null;
            world.invariants().left(source);
            deliver(length);
            if (sentTo < ask.to) {
                send(ask);
                return;
            }
            asks.remove();
            if (!asks.isEmpty()) {
                begin();
            }
        });
    }

    private void deliver(int bytes) {
        sentTo += bytes;
        destination.later(SimulatedPeer.LATENCY, () -> {
            if (!closed) {
                destination.take(source, bytes);
            }
        });
    }

    /** The source, or the way to it, breaks the connection; what has passed arrives. */
    void broken(String cause) {
        end();
        if (flow != null) {
            int passed = world.network().stop(flow);
            flow = null;
            if (passed > 0) {
                deliver(passed);
            }
        }
        destination.later(SimulatedPeer.LATENCY, () -> {
            if (!closed) {
                destination.lost(source.name(), cause);
            }
        });
    }

    /** The destination breaks it off, unread bytes included. */
    void close() {
        closed = true;
        end();
        if (flow != null) {
            world.network().stop(flow);
            flow = null;
        }
    }

    private void end() {
        broken = true;
        source.service().mouths().remove(this);
        asks.clear();
    }
}
