package org.peerboot.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.PieceLayout;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Limits;

/**
 * One image's way to one node.
 *
 * <p><b>The scheme.</b> Each piece crosses each link once. Every piece has an owner among the members of a cell (a leaf
 * switch's nodes) and a first cell among the cells, found by rendezvous hashing. The first cell's owner asks the
 * origin; the other cells' owners ask any peer outside that has it; everybody else asks his cell mates. A piece is served
 * on as soon as it is verified. The tracker numbers the nodes of each cell, pieces are dealt to the numbers ({@link Deal}),
 * and a node's candidates elsewhere have its own number where they can: a piece goes from owner to owner before it spreads
 * in their cells. Throwaway prototypes on sixteen shaped nodes (leaves of eight, uplinks of two links) chose it: 1.10
 * times the time of one copy over one link, where a rarest-first pull swarm took 1.18 and BitTorrent 1.7, and one copy
 * into each leaf where BitTorrent sent three.
 *
 * <p><b>Late pieces.</b> Ownership is no lock. An owner whose announcements break off is none after a second, and when a
 * cell halts, the next in rank steps in ({@link Lateness}, {@link Election}): locality never starves anybody, and the origin
 * is not asked by all at once.
 *
 * <p><b>Sources.</b> The tracker says who may; this node decides which. It weighs the candidates by the attributes in the
 * update and the administrator's weighings ({@link Weight}); at weight 0, or when a source says that it stops, its
 * segments go on from other sources at the byte reached ({@link Restarts}). Two requests at most are under way to a source,
 * so that its connection never idles and little is lost when it is left.
 *
 * <p><b>Trust.</b> A piece is verified before anything else is done with it. A wrong one from one source convicts that
 * source; a stitched one convicts whoever's bytes differ from the right ones ({@link Suspects}).
 *
 * <p>Not thread-safe: one event loop owns it. It opens nothing and reads no clock; {@link Links} and {@code now}
 * (nanoseconds) are its whole world, which is how the simulator runs it.
 */
public final class Download {
    private static final int REQUESTS_A_SOURCE = 2;
    private static final long SLOWEST_FIRST_PIECE = 10_000_000_000L;
    private static final long WORTH_TELLING = 10;
    private static final long STORE_RETRY = 10_000_000_000L;

    private final PieceLayout layout;
    private final Random random;
    private final Links links;
    private final InFlight pieces;
    /** In the tracker's order, whenever each was first heard of: of equal ones the first is asked. */
    private final Map<String, Source> sources = new LinkedHashMap<>();

    private final Tally tally = new Tally();
    private final Suspects suspects = new Suspects();
    private final TokenBucket rate = new TokenBucket();
    private final Openings openings;
    private final Chooser chooser;
    private final Restarts restarts;
    private final Lateness lateness;
    private final Remaining remaining = new Remaining();
    private Swarm swarm;
    private boolean paused;
    private long storeRetryAt = Long.MIN_VALUE;
    private @Nullable String unstorable;

    /**
     * @param held pieces that the cache has already
     * @param buffers of the layout's pieces
     * @param election of the cell's owners
     */
    public Download(
            Digest image,
            PieceLayout layout,
            BitSet held,
            String self,
            Buffers buffers,
            Election election,
            Random random,
            Links links,
            long now) {
        this.layout = layout;
        this.pieces = new InFlight(layout, held, buffers);
        this.openings = new Openings(self, layout.count(), sources, suspects, election);
        this.random = random;
        this.links = links;
        this.chooser = new Chooser(layout, random);
        this.restarts = new Restarts(image);
        this.lateness = new Lateness(now);
        this.swarm = Swarm.empty(self);
    }

    /** A new update is in force. */
    public void update(Swarm next, boolean paused, long downloadBytesPerSecond, long now) {
        swarm = next;
        this.paused = paused;
        rate.rate(downloadBytesPerSecond, now);
        for (Source source : List.copyOf(sources.values())) {
            Candidate candidate = next.candidates().get(source.node);
            if (candidate == null
                    || !candidate.address().equals(source.candidate.address())
                    || candidate.port() != source.candidate.port()) {
                leave(source, next.epoch(), "no longer a candidate", "", now);
                links.forget(source.node);
                sources.remove(source.node);
                continue;
            }
            Weight before = source.weight;
            source.candidate = candidate;
            source.weight = next.weight(source.node);
            if (source.weight.fellFrom(before) && (source.weight.value() == 0 || betterThan(source, now))) {
                leave(source, next.epoch(), source.weight.cause(), source.weight.rules(), now);
            }
            if (paused) {
                leave(source, next.epoch(), "paused", "", now);
            }
        }
        for (Candidate candidate : next.candidates().values()) {
            Source known = sources.remove(candidate.node());
            if (known == null && tally.blamed.contains(candidate.node())) {
                continue;
            }
            Source source = known != null ? known : new Source(candidate, next.weight(candidate.node()), now);
            source.near = candidate.cell().equals(next.cell());
            sources.put(source.node, source);
            if (known == null) {
                links.listen(candidate);
            }
        }
        askAll(now);
    }

    /** How fast it may come from now on; {@link Limits#UNLIMITED}, 0 for not at all, or bytes a second. */
    public void rate(long bytesPerSecond, long now) {
        if (rate.rate() != bytesPerSecond) {
            rate.rate(bytesPerSecond, now);
            askAll(now);
        }
    }

    /** {@code node} announces something; a line that is not understood is refused. */
    public void heard(String node, String line, long now) throws RefusedException {
        Source source = sources.get(node);
        if (source != null && !line.isEmpty()) {
            heard(source, Announcement.parse(line, layout.count(), node), now);
        }
    }

    /** Who is listened to as {@code node}, until {@link Links#forget}. */
    public Source source(String node) {
        Source source = sources.get(node);
        if (source == null) {
            throw new IllegalStateException(node + " is no source");
        }
        return source;
    }

    /**
     * {@code source} announces something.
     *
     * @param announcement within the image's pieces; nothing for a word of a later release
     */
    public void heard(Source source, @Nullable Announcement announcement, long now) {
        boolean first = !source.answered;
        source.heard = true;
        source.answered = true;
        if (announcement instanceof Announcement.Map map) {
            source.have.clear();
            source.have.or(map.pieces());
            source.stopped = false;
        } else if (announcement instanceof Announcement.Have have) {
            source.have.set(have.piece());
        } else if (announcement instanceof Announcement.Stop stop) {
            source.stopped = true;
            leave(source, stop.epoch(), "the source stopped", stop.rule(), now);
            askAll(now);
        } else if (announcement instanceof Announcement.Serve) {
            source.stopped = false;
        }
        if (source.near && !(announcement instanceof Announcement.Stop)) {
            lateness.cellMoves(now);
        }
        if (first) {
            // Others may have waited for this word.
            askAll(now);
        } else if (!(announcement instanceof Announcement.Have have)
                || pieces.wanted().get(have.piece())) {
            ask(source, now);
        }
    }

    /** The connection for {@code node}'s announcements broke. */
    public void deaf(String node, String cause, long now) {
        Source source = sources.get(node);
        tally.trouble = node + ": " + cause;
        if (source == null) {
            return;
        }
        if (!source.answered) {
            source.answered = true;
            askAll(now);
        }
        if (source.heard) {
            source.heard = false;
            source.silentSince = now;
            source.have.clear();
            leave(source, swarm.epoch(), cause, "", now);
            askAll(now);
        }
    }

    /** Where the next bytes from {@code node} go: never beyond what it was asked for. */
    public ByteBuffer target(String node) {
        Source source = sources.get(node);
        Segment segment = source == null ? null : source.outstanding.peek();
        Assembly assembly = segment == null ? null : pieces.assembly(segment.piece);
        if (assembly == null) {
            throw new IllegalStateException("bytes from " + node + " that nobody asked for");
        }
        return assembly.target();
    }

    /** {@code bytes} came from {@code node} into its {@link #target}. */
    public void received(String node, int bytes, long now) {
        Source source = sources.get(node);
        Segment segment = source == null ? null : source.outstanding.peek();
        Assembly assembly = segment == null ? null : pieces.assembly(segment.piece);
        if (source == null || segment == null || assembly == null) {
            throw new IllegalStateException("bytes from " + node + " that nobody asked for");
        }
        tally.bytes(node, bytes);
        assembly.received(node, bytes);
        source.failures = 0;
        lateness.nodeMoves(now);
        if (!assembly.full()) {
            return;
        }
        tally.piece(now - segment.askedAt);
        links.store(segment.piece, assembly.bytes());
        if (segment.piece == segment.last) {
            source.outstanding.remove();
            ask(source, now);
        } else {
            segment.piece++;
        }
    }

    /** The piece is verified and kept. */
    public void stored(int piece, long now) {
        Assembly assembly = pieces.verified(piece, true);
        unstorable = null;
        for (String liar : suspects.judge(piece, assembly.bytes(), pieces.buffers())) {
            blame(liar, now);
        }
        pieces.buffers().give(assembly.buffer);
        askAll(now);
    }

    /** The piece's bytes are not what the manifest says. */
    public void corrupt(int piece, long now) {
        Assembly assembly = pieces.verified(piece, false);
        SortedSet<String> contributors = assembly.contributors();
        if (contributors.size() == 1) {
            blame(contributors.first(), now);
            pieces.buffers().give(assembly.buffer);
        } else if (!suspects.keep(assembly)) {
            pieces.buffers().give(assembly.buffer);
        }
        askAll(now);
    }

    /** The piece was right but could not be kept; {@code why} names the thing, the reason, the remedy. */
    public void unstorable(int piece, String why, long now) {
        Assembly assembly = pieces.verified(piece, false);
        tally.twice += assembly.length;
        pieces.buffers().give(assembly.buffer);
        unstorable = why;
        storeRetryAt = now + STORE_RETRY;
    }

    /** {@code node} will not send what is at the head of its requests. */
    public void refused(String node, int status, String reason, long retryAfterNanos, long now) {
        Source source = sources.get(node);
        if (source == null) {
            return;
        }
        Segment segment = source.outstanding.peek();
        if (segment != null && status == 404) {
            source.have.clear(segment.piece, segment.last + 1);
        }
        tally.trouble = node + ": refused with " + status + ": " + reason;
        leave(source, swarm.epoch(), "refused with " + status + ": " + reason, "", now);
        links.breakOff(node);
        if (status == 503 && retryAfterNanos > 0) {
            source.fullFor(now, retryAfterNanos, random.nextDouble());
        } else {
            source.backOff(now, random.nextDouble());
            source.retryAt = Math.max(source.retryAt, now + retryAfterNanos);
        }
        askAll(now);
    }

    /** The connection on which {@code node} sends broke. */
    public void lost(String node, String cause, long now) {
        Source source = sources.get(node);
        tally.trouble = node + ": " + cause;
        if (source != null) {
            leave(source, swarm.epoch(), cause, "", now);
            source.backOff(now, random.nextDouble());
            askAll(now);
        }
    }

    /** Called ten times a second: what only time brings about. */
    public void tick(long now) {
        long patience = patience();
        for (Source source : sources.values()) {
            Segment segment = source.outstanding.peek();
            if (segment != null && now - segment.askedAt > patience && elsewhere(source, segment.piece, now)) {
                leave(source, swarm.epoch(), "slow: no piece in " + patience / 1_000_000_000L + " s", "", now);
                source.backOff(now, random.nextDouble());
                source.retryAt = Math.max(source.retryAt, now + patience);
            }
        }
        remaining.take(tally.received, now);
        askAll(now);
    }

    /** How long a piece may take; twice as long as this node's own limit demands, if that is more. */
    private long patience() {
        long usual = tally.pieceTime == 0 ? SLOWEST_FIRST_PIECE : Math.max(3_000_000_000L, 20 * tally.pieceTime);
        return rate.rate() > 0 ? Math.max(usual, 2_000_000_000L * layout.pieceSize() / rate.rate()) : usual;
    }

    /** How long it still needs if it goes on as it did of late; infinite where that cannot be told. */
    public double secondsNeeded() {
        return remaining.seconds(layout.size() * (layout.count() - pieces.held()) / layout.count());
    }

    public boolean complete() {
        return pieces.complete();
    }

    public long received() {
        return tally.received;
    }

    /** Nodes that have sent wrong bytes. */
    public Set<String> blamed() {
        return Set.copyOf(tally.blamed);
    }

    /** How far it has come; restarts are handed out once. */
    public DownloadProgress progress(long now) {
        return new DownloadProgress(
                pieces.held(),
                layout.count(),
                tally.received,
                tally.twice,
                new TreeMap<>(tally.bytesBySource),
                List.copyOf(tally.blamed),
                failure(now),
                restarts.drain(now));
    }

    private @Nullable String failure(long now) {
        if (complete() || paused) {
            return null;
        }
        if (unstorable != null) {
            return unstorable;
        }
        if (sources.isEmpty()) {
            String liars = tally.blamed.isEmpty() ? "" : String.join(", ", tally.blamed) + " sent wrong bytes, and ";
            return "no source: " + liars + "update " + swarm.epoch() + " names no "
                    + (liars.isEmpty() ? "node" : "other") + "; see 'peerboot status' for who holds the image";
        }
        if (sources.values().stream().allMatch(source -> source.weight.value() == 0)) {
            Weight weight = sources.values().iterator().next().weight;
            return "no source: rule " + weight.rules() + " leaves all " + sources.size()
                    + " alone; see 'peerboot explain', or wait until a job ends";
        }
        long halt = lateness.haltSeconds(now);
        return halt < WORTH_TELLING
                ? null
                : "no byte for " + halt + " s; last trouble: " + (tally.trouble.isEmpty() ? "none" : tally.trouble)
                        + "; see 'peerboot status' for who holds the image";
    }

    /** Takes everything asked of a source back; its pieces wait for another, with the bytes that came. */
    private void leave(Source source, long epoch, String cause, String rule, long now) {
        if (!rule.isEmpty()) {
            restarts.explain(source.node, epoch, cause, rule, now);
        }
        if (source.outstanding.isEmpty()) {
            return;
        }
        links.breakOff(source.node);
        for (Segment segment : source.outstanding) {
            restarts.left(segment.piece, source.node, pieces.reached(segment.piece), epoch, cause, rule, now);
            pieces.abandon(segment);
        }
        source.outstanding.clear();
    }

    private void blame(String node, long now) {
        tally.blamed.add(node);
        Source source = sources.remove(node);
        if (source != null) {
            leave(source, swarm.epoch(), "it sent wrong bytes", "", now);
            links.forget(node);
        }
    }

    private void askAll(long now) {
        if (rate.readyIn(now) > 0) {
            // Nobody is late for a node that waits for its own limit.
            lateness.nodeMoves(now);
        }
        List<Source> inOrder = new ArrayList<>();
        for (Source source : sources.values()) {
            if (mayAsk(source, now)) {
                inOrder.add(source);
            }
        }
        inOrder.sort(Comparator.comparingDouble((Source source) -> -source.weight.value())
                .thenComparingInt(source -> source.outstanding.size()));
        inOrder.forEach(source -> ask(source, now));
    }

    private void ask(Source source, long now) {
        while (mayAsk(source, now)) {
            int late = lateness.level(now);
            BitSet open = openings.of(source, swarm, pieces.wanted(), late, now);
            if (open.isEmpty()) {
                return;
            }
            // Under a limit one piece at a time: what is asked for comes at the link's rate, whatever the limit.
            int room = rate.rate() == Limits.UNLIMITED ? pieces.room() : Math.min(1, pieces.room());
            Segment segment = chooser.choose(open, pieces.begun(), openings.own(swarm, late, now), room, now);
            if (segment == null) {
                return;
            }
            ask(source, segment, now);
        }
    }

    /** Mostly not: at each piece that comes, all are asked whether there is something to ask for. */
    private boolean mayAsk(Source source, long now) {
        return !paused
                && source.outstanding.size() < REQUESTS_A_SOURCE
                && source.have.intersects(pieces.wanted())
                && now >= storeRetryAt
                && source.usable(now)
                && rate.readyIn(now) == 0;
    }

    private void ask(Source source, Segment segment, long now) {
        long from = pieces.reached(segment.piece);
        long to = layout.offset(segment.last) + layout.length(segment.last);
        pieces.begin(segment);
        source.outstanding.add(segment);
        restarts.asked(segment.piece, source.node);
        rate.spend(to - from, now);
        links.request(source.candidate, from, to - from);
    }

    private boolean elsewhere(Source than, int piece, long now) {
        return sources.values().stream()
                .anyMatch(source -> source != than
                        && source.usable(now)
                        && source.outstanding.size() < REQUESTS_A_SOURCE
                        && source.have.get(piece));
    }

    private boolean betterThan(Source than, long now) {
        return sources.values().stream()
                .anyMatch(
                        source -> source != than && source.usable(now) && source.weight.value() > than.weight.value());
    }
}
