package org.peerboot.peer;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.UploadGate;
import org.peerboot.transfer.nio.Feed;
import org.peerboot.transfer.nio.Subscriber;

/** Tells everybody who listens what this node holds of one image. */
final class PieceFeed implements Feed {
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private final Supplier<BitSet> held;
    private final UploadGate gate;
    private final Runnable heard;

    /** @param heard run when somebody begins to listen where nobody did */
    PieceFeed(Supplier<BitSet> held, UploadGate gate, Runnable heard) {
        this.held = held;
        this.gate = gate;
        this.heard = heard;
    }

    boolean isHeard() {
        return !subscribers.isEmpty();
    }

    @Override
    public void attach(Subscriber subscriber) {
        boolean first = subscribers.isEmpty();
        subscribers.add(subscriber);
        subscriber.send(new Announcement.Map(held.get()).line());
        if (!gate.open()) {
            subscriber.send(gate.stop().line());
        }
        if (first) {
            heard.run();
        }
    }

    @Override
    public void detach(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    void tell(Announcement announcement) {
        String line = announcement.line();
        for (Subscriber subscriber : List.copyOf(subscribers)) {
            subscriber.send(line);
        }
    }

    void close() {
        List.copyOf(subscribers).forEach(Subscriber::close);
    }
}
