package org.peerboot.simulate;

import java.util.ArrayDeque;
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
    private final Link[] path;
    private final ArrayDeque<Ask> asks = new ArrayDeque<>();
    private @Nullable Flow flow;
    private long sentTo;
    /** Bytes that the flow is at. */
    private int running;

    /** Whether a request is being answered. */
    private boolean sending;
    /** Whether the source, or the way to it, has broken the connection; the destination may not know yet. */
    private boolean broken;

    private boolean closed;

    Mouth(SimulatedPeer source, SimulatedPeer destination, World world) {
        this.source = source;
        this.destination = destination;
        this.world = world;
        this.path = world.path(source, destination);
    }

    void ask(Candidate candidate, long from, long length) {
        Ask ask = new Ask(candidate.capability(), from, from + length);
        destination.later(destination.latency(), () -> {
            if (closed || broken) {
                return;
            }
            if (!source.reachable()) {
                broken("no route");
                return;
            }
            asks.add(ask);
            world.witness().queued(source, asks.size());
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
            flow = null;
            end();
            destination.later(destination.latency(), () -> {
                if (!closed) {
                    destination.refused(source.name(), refusal);
                }
            });
            return;
        }
        sending(true);
        sentTo = ask.from;
        send(ask);
    }

    private void send(Ask ask) {
        PieceLayout layout = world.layout();
        int piece = layout.pieceAt(sentTo);
        running = (int) (Math.min(ask.to, layout.offset(piece) + layout.length(piece)) - sentTo);
        world.witness().sends(source, destination.address(), ask.capability, piece);
        if (flow == null) {
            flow = world.network().send(path, running, this::passed);
        } else {
            world.network().more(flow, running);
        }
    }

    private void passed() {
        world.witness().left(source);
        deliver(running);
        Ask ask = asks.element();
        if (sentTo < ask.to) {
            send(ask);
            return;
        }
        asks.remove();
        sending(false);
        if (asks.isEmpty()) {
            flow = null;
        } else {
            begin();
        }
    }

    private void deliver(int bytes) {
        sentTo += bytes;
        for (Link link : path) {
            link.carry(bytes);
        }
        destination.later(destination.latency(), () -> {
            if (!closed) {
                destination.take(source, bytes);
            }
        });
    }

    /** The source, or the way to it, breaks the connection; what has passed arrives. */
    void broken(String cause) {
        int passed = stop();
        end();
        if (passed > 0) {
            deliver(passed);
        }
        destination.later(destination.latency(), () -> {
            if (!closed) {
                destination.lost(source.name(), cause);
            }
        });
    }

    /** The destination breaks it off, unread bytes included. */
    void close() {
        closed = true;
        stop();
        end();
    }

    private int stop() {
        int passed = flow == null ? 0 : world.network().stop(flow);
        flow = null;
        return passed;
    }

    private void end() {
        broken = true;
        sending(false);
        source.service().mouths().remove(this);
        asks.clear();
    }

    private void sending(boolean now) {
        if (sending != now) {
            sending = now;
            source.service().streams(now ? 1 : -1);
        }
    }
}
