package org.peerboot.tracker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.BootNews;
import org.peerboot.wire.BootStage;
import org.peerboot.wire.BootStage.Stage;
import org.peerboot.wire.Hello;
import org.peerboot.wire.ImageProgress;

/** How far each node is with the image that it shall boot. On the loop's thread. */
final class BootStages {
    private static final int MAX_WHY = 500;

    private record Told(BootNews news, long millis) {}

    /** When a node's firmware was sent to stage one, until its peer comes. */
    private final Map<String, Long> scripts = new HashMap<>();

    private final Map<String, Told> told = new HashMap<>();
    private final Duration patience;

    /** @param patience how long a node may take to come back */
    BootStages(Duration patience) {
        this.patience = patience;
    }

    /** The firmware of {@code node} was told where stage one is. */
    void script(String node, long nowMillis) {
        scripts.put(node, nowMillis);
        told.remove(node);
    }

    void news(String node, BootNews news, long nowMillis) {
        told.put(node, new Told(news, nowMillis));
    }

    /** A peer is there: what went down has come up. */
    void hello(String node, Hello hello) {
        scripts.remove(node);
        told.computeIfPresent(
                node,
                (name, last) -> hello.booted() != null || last.news().state() == BootNews.State.BOOTING ? null : last);
    }

    /**
     * @param boot the image that {@code node} shall boot
     * @param images what it reported
     */
    BootStage of(String node, CatalogueImage boot, @Nullable Peer peer, List<ImageProgress> images, long nowMillis) {
        ImageProgress progress = images.stream()
                .filter(image -> image.digest().equals(boot.digest()))
                .findFirst()
                .orElse(null);
        Told last = told.get(node);
        Digest mounted = last != null && last.news().state() == BootNews.State.UP
                ? last.news().image()
                : null;
        Peer up = peer != null && peer.state().up() ? peer : null;
        if (up != null && boot.digest().equals(mounted == null ? up.booted() : mounted)) {
            return new BootStage(Stage.UP, 100, null);
        }
        if (last != null && mounted == null) {
            return told(last, percent(progress), nowMillis);
        }
        return up != null ? withPeer(boot, up, progress) : withoutPeer(node, peer, progress, nowMillis);
    }

    private BootStage told(Told last, int percent, long nowMillis) {
        if (last.news().state() == BootNews.State.FAILED) {
            return new BootStage(Stage.FAILED, percent, shortened(last.news().why()));
        }
        return late(last.millis(), nowMillis)
                ? new BootStage(Stage.FAILED, percent, "went down to boot, and did not come back" + within())
                : new BootStage(Stage.BOOTING, percent, null);
    }

    private BootStage withoutPeer(String node, @Nullable Peer peer, @Nullable ImageProgress progress, long nowMillis) {
        Long script = scripts.get(node);
        if (script == null) {
            String why = "its peer " + (peer == null ? "was never seen" : "is down");
            return new BootStage(Stage.ASSIGNED, percent(progress), why);
        }
        return late(script, nowMillis)
                ? new BootStage(
                        Stage.FAILED,
                        0,
                        "was sent to stage one, and its peer did not come" + within() + "; see its console")
                : new BootStage(Stage.STAGE_ONE, 0, null);
    }

    private static BootStage withPeer(CatalogueImage boot, Peer peer, @Nullable ImageProgress progress) {
        if (peer.state().complete().contains(boot.digest())) {
            String note = peer.bootNote();
            boolean about = note != null
                    && (note.contains(boot.digest().brief()) || note.contains("image " + boot.name() + " "));
            return about ? new BootStage(Stage.FAILED, 100, note) : new BootStage(Stage.VERIFIED, 100, null);
        }
        String failure = progress == null ? null : shortened(progress.failure());
        if (progress != null && progress.state() == ImageProgress.State.FAILED) {
            return new BootStage(Stage.FAILED, percent(progress), failure);
        }
        boolean begun = progress != null && progress.of() > 0;
        return new BootStage(begun ? Stage.FETCHING : Stage.ASSIGNED, percent(progress), failure);
    }

    private boolean late(long since, long nowMillis) {
        return nowMillis - since > patience.toMillis();
    }

    private String within() {
        return " within " + patience.toSeconds() + " s";
    }

    private static int percent(@Nullable ImageProgress progress) {
        return progress == null || progress.of() <= 0
                ? 0
                : (int) Math.max(0, Math.min(100, progress.pieces() * 100L / progress.of()));
    }

    private static @Nullable String shortened(@Nullable String why) {
        return why == null || why.length() <= MAX_WHY ? why : why.substring(0, MAX_WHY);
    }
}
