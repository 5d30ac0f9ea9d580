package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.image.PieceLayout;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Limits;
import org.peerboot.wire.SegmentRestart;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

/** A piece whose halves come from two sources, one of which lies. */
final class StitchedPieceTest {
    private static final int SIZE = PieceLayout.MIN_PIECE;
    private static final Digest IMAGE = Digest.of(new byte[] {1});

    private final Recorder links = new Recorder();
    private final Download download = new Download(
            IMAGE,
            new PieceLayout(SIZE, SIZE),
            new BitSet(),
            "n9",
            new Buffers(SIZE, 4 << 20),
            new Election(),
            new Random(1),
            links,
            0);
    private long now;

    @Test
    void blamesTheOneThatLiedInTheFirstHalf() {
        startWith("n1");
        send("n1", SIZE / 2, true);
        download.lost("n1", "connection reset by n1", ++now);
        announce("n2");
        assertThat(links.requests).containsEntry("n2", (long) SIZE / 2);
        send("n2", SIZE / 2, false);
        refetchWholeFromAThird();
        assertThat(download.progress(1L << 60).blamed()).containsExactly("n1");
    }

    @Test
    void blamesTheOneThatLiedInTheSecondHalf() {
        startWith("n1");
        send("n1", SIZE / 2, false);
        download.lost("n1", "connection reset by n1", ++now);
        announce("n2");
        send("n2", SIZE / 2, true);
        refetchWholeFromAThird();
        assertThat(download.progress(1L << 60).blamed()).containsExactly("n2");
    }

    @Test
    void blamesNobodyBeforeTheRightBytesAreKnown() {
        startWith("n1");
        send("n1", SIZE / 2, true);
        download.lost("n1", "connection reset by n1", ++now);
        announce("n2");
        send("n2", SIZE / 2, false);
        download.corrupt(0, ++now);
        assertThat(download.progress(1L << 60).blamed()).isEmpty();
    }

    @Test
    void blamesAtOnceTheOnlyOneThatSentThePiece() {
        startWith("n1");
        send("n1", SIZE, true);
        download.corrupt(0, ++now);
        assertThat(download.progress(1L << 60).blamed()).containsExactly("n1");
    }

    @Test
    void saysWhoLiedWhereNobodyElseIsLeft() {
        startWith("n1");
        for (String liar : List.of("n1", "n2", "n3")) {
            announce(liar);
            send(liar, SIZE, true);
            download.corrupt(0, ++now);
        }
        assertThat(download.progress(now).failure())
                .isEqualTo("no source: n1, n2, n3 sent wrong bytes, and update 1 names no other;"
                        + " see 'peerboot status' for who holds the image");
    }

    @Test
    void explainsAResetByTheWordsThatItOvertook() {
        startWith("n1");
        send("n1", SIZE / 2, false);
        download.lost("n1", "connection reset by n1", ++now);
        announce("n2");
        assertThat(download.progress(now).restarts()).isEmpty();
        download.heard("n1", "stop 7 busy-sources-send-nothing", ++now);
        assertThat(download.progress(now).restarts())
                .containsExactly(new SegmentRestart(
                        IMAGE, 0, SIZE / 2, "n1", "n2", 7, "the source stopped", "busy-sources-send-nothing"));
    }

    @Test
    void reportsAResetThatNobodyExplainsAfterASecond() {
        startWith("n1");
        send("n1", SIZE / 2, false);
        download.lost("n1", "connection reset by n1", ++now);
        announce("n2");
        assertThat(download.progress(now + 2_000_000_000L).restarts())
                .containsExactly(new SegmentRestart(IMAGE, 0, SIZE / 2, "n1", "n2", 1, "connection reset by n1", ""));
    }

    @Test
    void saysSinceWhenNothingComesAndWhatWentWrongLast() {
        startWith("n1");
        download.lost("n1", "connection reset by n1", ++now);
        assertThat(download.progress(now + 5_000_000_000L).failure()).isNull();
        assertThat(download.progress(now + 12_000_000_000L).failure())
                .isEqualTo("no byte for 12 s; last trouble: n1: connection reset by n1;"
                        + " see 'peerboot status' for who holds the image");
    }

    private void startWith(String source) {
        List<Candidate> candidates = List.of(candidate("n1"), candidate("n2"), candidate("n3"));
        WantedImage image = new WantedImage(
                "a:b", IMAGE, Access.SYSTEM, SIZE, true, false, false, "leaf1", List.of("leaf1"), candidates);
        TrackerUpdate update = new TrackerUpdate(1, 1, Limits.NONE, Limits.NONE, List.of(image), List.of());
        download.update(Swarm.of("n9", update, image, true, Double.POSITIVE_INFINITY), false, -1, ++now);
        announce(source);
        assertThat(links.requests).containsEntry(source, 0L);
    }

    private static Candidate candidate(String node) {
        return new Candidate(node, "127.0.0.1", 1, "leaf1", false, "", Map.of());
    }

    private void announce(String source) {
        BitSet all = new BitSet();
        all.set(0);
        download.heard(source, new Announcement.Map(all).line(), ++now);
    }

    private void send(String source, int bytes, boolean lie) {
        ByteBuffer target = download.target(source);
        for (int i = 0; i < bytes; i++) {
            target.put((byte) (lie && i == bytes - 1 ? 1 : 0));
        }
        download.received(source, bytes, ++now);
    }

    private void refetchWholeFromAThird() {
        assertThat(links.stored).isEqualTo(SIZE);
        links.requests.clear();
        announce("n3");
        download.corrupt(0, ++now);
        assertThat(links.requests).containsExactly(Map.entry("n3", 0L));
        send("n3", SIZE, false);
        download.stored(0, ++now);
        assertThat(download.complete()).isTrue();
    }

    /** Keeps what was asked: the offset of the last request to each source. */
    private static final class Recorder implements Links {
        final Map<String, Long> requests = new LinkedHashMap<>();
        int stored;

        @Override
        public void listen(Candidate source) {}

        @Override
        public void request(Candidate source, long from, long length) {
            requests.put(source.node(), from);
        }

        @Override
        public void breakOff(String node) {}

        @Override
        public void forget(String node) {}

        @Override
        public void store(int piece, ByteBuffer bytes) {
            stored = bytes.remaining();
        }
    }
}
