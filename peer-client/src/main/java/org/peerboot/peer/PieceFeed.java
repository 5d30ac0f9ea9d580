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
    private final UploadGate gate;
    private final Runnable heard;
    private Supplier<BitSet> held = BitSet::new;

    /**
     * Holds nothing before {@link #holds}.
     *
     * @param heard run when somebody begins to listen where nobody did
     */
    PieceFeed(UploadGate gate, Runnable heard) {
        this.gate = gate;
        this.heard = heard;
    }

    /** From now on {@code held} says what there is. */
    void holds(Supplier<BitSet> held) {
        this.held = held;
        BitSet now = held.get();
        if (!now.isEmpty()) {
            tell(new Announcement.Map(now));
        }
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
