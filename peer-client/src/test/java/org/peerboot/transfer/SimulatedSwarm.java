package org.peerboot.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.image.PieceLayout;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Limits;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;
import org.peerboot.wire.Weighing;

/**
 * The production {@link Download} of many nodes in one thread, under a clock and a network of our own: each node sends at
 * its rate, taking turns among its connections, and receives at its rate. One seed is one run.
 */
final class SimulatedSwarm {
    static final String ORIGIN = "origin";
    static final double RATE = 12.5e6;
    private static final int CHUNK = 32 << 10;
    private static final long LATENCY = 100_000;
    private static final Digest IMAGE = Digest.of(new byte[] {1});

    private record Event(long at, long order, Runnable run) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private final Random random;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Weighing> weighings = new ArrayList<>();
    private long order;
    private long epoch;
    final PieceLayout layout;
    long now;
    /** Payload bytes by sender, receiver. */
    final TreeMap<String, TreeMap<String, Long>> sent = new TreeMap<>();

    SimulatedSwarm(long seed, long bytes) {
        random = new Random(seed);
        layout = PieceLayout.of(bytes);
        Node origin = add(ORIGIN, "origin");
        origin.held.set(0, layout.count());
    }

    Node add(String name, String cell) {
        Node node = new Node(name, cell);
        nodes.put(name, node);
        return node;
    }

    SimulatedSwarm leaves(int leaves, int size) {
        for (int i = 1; i <= leaves * size; i++) {
            add("n" + i, "leaf" + ((i - 1) / size + 1));
        }
        return this;
    }

    void weigh(Weighing weighing) {
        weighings.add(weighing);
    }

    Node node(String name) {
        return nodes.get(name);
    }

    List<Node> destinations() {
        return nodes.values().stream().filter(node -> !node.name.equals(ORIGIN)).toList();
    }

    /** What the tracker would send everybody now. */
    void updateAll() {
        epoch++;
        for (Node node : destinations()) {
            if (node.alive) {
                TrackerUpdate update = update(node);
                at(LATENCY, () -> node.obey(update));
            }
        }
    }

    private TrackerUpdate update(Node node) {
        List<Candidate> candidates = new ArrayList<>();
        TreeSet<String> cells = new TreeSet<>();
        for (Node other : nodes.values()) {
            if (other.alive && other != node) {
                candidates.add(other.candidate());
            }
            if (other.alive && !other.name.equals(ORIGIN)) {
                cells.add(other.cell);
            }
        }
        WantedImage image = new WantedImage(
                "a:b",
                IMAGE,
                Access.SYSTEM,
                layout.size(),
                true,
                false,
                false,
                node.cell,
                List.copyOf(cells),
                candidates);
        return new TrackerUpdate(1, epoch, Limits.NONE, Limits.NONE, List.of(image), weighings);
    }

    void at(long delay, Runnable run) {
        events.add(new Event(now + delay, order++, run));
    }

    /** Runs until every living destination is complete, or {@code seconds} of its time are over. */
    boolean run(double seconds) {
        return runUntil(seconds, () -> destinations().stream().allMatch(node -> !node.alive || node.done()));
    }

    boolean runUntil(double seconds, java.util.function.BooleanSupplier end) {
        long limit = now + (long) (seconds * 1e9);
        while (!events.isEmpty() && !end.getAsBoolean()) {
            Event event = events.element();
            if (event.at > limit) {
                now = limit;
                return end.getAsBoolean();
            }
            events.remove();
            now = event.at;
            event.run.run();
        }
        return end.getAsBoolean();
    }

    double copiesFrom(String sender) {
        return sent.getOrDefault(sender, new TreeMap<>()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                / (double) layout.size();
    }

    /** Payload that entered {@code cell} from outside, in copies of the image. */
    double copiesInto(String cell) {
        long bytes = 0;
        for (var bySender : sent.entrySet()) {
            for (var toReceiver : bySender.getValue().entrySet()) {
                if (nodes.get(toReceiver.getKey()).cell.equals(cell)
                        && !nodes.get(bySender.getKey()).cell.equals(cell)) {
                    bytes += toReceiver.getValue();
                }
            }
        }
        return bytes / (double) layout.size();
    }

    static byte contentAt(long position) {
        return (byte) (position * 31 + (position >>> 13));
    }

    /** A request under way at a sender. */
    private static final class Response {
        final Node to;
        final long end;
        long next;

        Response(Node to, long from, long length) {
            this.to = to;
            this.next = from;
            this.end = from + length;
        }
    }

    final class Node implements Links {
        final String name;
        final String cell;
        final BitSet held = new BitSet();
        double rate = RATE;
        boolean alive = true;
        boolean liar;
        boolean jobRunning;
        /** How long after it was asked it says what it holds, in nanoseconds. */
        long firstWord = LATENCY;

        Download download;
        private final Map<String, ArrayDeque<Response>> queues = new LinkedHashMap<>();
        private final Map<String, Integer> generation = new HashMap<>();
        private final TreeSet<String> listeners = new TreeSet<>();
        private boolean sending;
        private long receivesUntil;

        Node(String name, String cell) {
            this.name = name;
            this.cell = cell;
        }

        Candidate candidate() {
            return new Candidate(
                    name,
                    "127.0.0.1",
                    1,
                    cell,
                    name.equals(ORIGIN),
                    "",
                    Map.of("job.running", new AttributeValue(jobRunning ? 1 : 0, "bool", 0, "test")));
        }

        void obey(TrackerUpdate update) {
            if (!alive) {
                return;
            }
            boolean first = download == null;
            if (first) {
                download = new Download(
                        IMAGE,
                        layout,
                        held,
                        name,
                        new Buffers(layout.pieceSize(), 32 << 20),
                        new Election(),
                        new Random(random.nextLong()),
                        this,
                        now);
            }
            download.update(
                    Swarm.of(name, update, update.images().get(0), !jobRunning, download.secondsNeeded()),
                    false,
                    -1,
                    now);
            if (first) {
                tick();
            }
        }

        private void tick() {
            if (alive && !download.complete()) {
                download.tick(now);
                at(100_000_000, this::tick);
            }
        }

        boolean done() {
            return download != null && download.complete();
        }

        void kill() {
            alive = false;
            queues.clear();
            for (Node node : List.copyOf(nodes.values())) {
                if (node != this && node.alive && node.download != null) {
                    at(LATENCY, () -> node.download.lost(name, "connection reset by " + name, now));
                    at(LATENCY, () -> node.download.deaf(name, "connection reset by " + name, now));
                }
            }
        }

        private void announce(String line) {
            for (String listener : listeners) {
                Node node = nodes.get(listener);
                at(LATENCY, () -> {
                    if (node.alive && node.download != null) {
                        node.download.heard(name, line, now);
                    }
                });
            }
        }

        @Override
        public void listen(Candidate source) {
            Node node = nodes.get(source.node());
            at(2 * LATENCY, () -> {
                if (node.alive && alive) {
                    node.listeners.add(name);
                    String line = new Announcement.Map((BitSet) node.held.clone()).line();
                    at(node.firstWord, () -> download.heard(node.name, line, now));
                }
            });
        }

        @Override
        public void request(Candidate source, long from, long length) {
            Node node = nodes.get(source.node());
            Response response = new Response(this, from, length);
            int mine = generation.getOrDefault(node.name, 0);
            at(LATENCY, () -> {
                if (node.alive && alive && mine == generation.getOrDefault(node.name, 0)) {
                    node.queues.computeIfAbsent(name, key -> new ArrayDeque<>()).add(response);
                    node.send();
                }
            });
        }

        private void send() {
            if (sending || !alive) {
                return;
            }
            String next = null;
            for (var queue : queues.entrySet()) {
                if (!queue.getValue().isEmpty()) {
                    next = queue.getKey();
                    break;
                }
            }
            if (next == null) {
                return;
            }
            ArrayDeque<Response> queue = queues.remove(next);
            Response response = queue.peek();
            long from = response.next;
            int bytes = (int) Math.min(CHUNK, response.end - from);
            response.next += bytes;
            if (response.next == response.end) {
                queue.remove();
            }
            queues.put(next, queue);
            sending = true;
            int mine = response.to.generation.getOrDefault(name, 0);
            at((long) (bytes / rate * 1e9), () -> {
                sending = false;
                arrive(response.to, from, bytes, mine);
                send();
            });
        }

        private void arrive(Node to, long from, int bytes, int generationThen) {
            to.receivesUntil = Math.max(now, to.receivesUntil) + (long) (bytes / to.rate * 1e9);
            at(to.receivesUntil - now + LATENCY, () -> {
                if (!to.alive || generationThen != to.generation.getOrDefault(name, 0)) {
                    return;
                }
                sent.computeIfAbsent(name, key -> new TreeMap<>()).merge(to.name, (long) bytes, Long::sum);
                to.take(name, from, bytes, liar);
            });
        }

        private void take(String source, long from, int bytes, boolean lie) {
            for (long at = from; at < from + bytes; ) {
                ByteBuffer target = download.target(source);
                int part = (int) Math.min(target.remaining(), from + bytes - at);
                for (int i = 0; i < part; i++) {
                    target.put((byte) (contentAt(at + i) ^ (lie && i % 4096 == 0 ? 1 : 0)));
                }
                download.received(source, part, now);
                at += part;
            }
        }

        @Override
        public void breakOff(String source) {
            generation.merge(source, 1, Integer::sum);
            ArrayDeque<Response> queue = nodes.get(source).queues.get(name);
            if (queue != null) {
                queue.clear();
            }
        }

        @Override
        public void forget(String source) {
            breakOff(source);
            nodes.get(source).listeners.remove(name);
        }

        @Override
        public void store(int piece, ByteBuffer bytes) {
            at(500_000, () -> {
                if (!alive) {
                    return;
                }
                for (int i = 0; i < bytes.limit(); i++) {
                    if (bytes.get(i) != contentAt(layout.offset(piece) + i)) {
                        download.corrupt(piece, now);
                        return;
                    }
                }
                held.set(piece);
                announce(new Announcement.Have(piece).line());
                download.stored(piece, now);
            });
        }
    }
}
