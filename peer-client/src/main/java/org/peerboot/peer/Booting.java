package org.peerboot.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.BootParameters;
import org.peerboot.image.Digest;
import org.peerboot.store.BootJournal;
import org.peerboot.store.CachedImage;
import org.peerboot.store.ImageCache;
import org.peerboot.wire.BootChoice;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.WantedImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what this node boots: the assigned image once it is here whole, else the one that came up last, else nothing of
 * ours. On workers, since it hashes what it is about to name: between the last piece and the boot lie days, and a bit may
 * have flipped.
 */
final class Booting {
    private static final Logger LOG = LoggerFactory.getLogger(Booting.class);
    /** The image to fall back on is not hashed again for each line of an answer. */
    private static final long CHECKED_NANOS = 60_000_000_000L;

    private final ImageCache cache;
    private final BootJournal journal;
    private volatile @Nullable Digest booted;
    private @Nullable Digest checked;
    private long checkedAt;
    private volatile @Nullable Digest assigned;
    private volatile @Nullable String why;

    Booting(ImageCache cache, BootJournal journal, @Nullable Digest booted) {
        this.cache = cache;
        this.journal = journal;
        this.booted = booted;
    }

    /** The node runs {@code image} from now on, without another kernel. */
    void booted(Digest image) {
        booted = image;
        LOG.info("booted={} root=mounted", image.brief());
    }

    /** What the node runs. */
    @Nullable
    Digest booted() {
        return booted;
    }

    @Nullable
    String note() {
        return journal.note();
    }

    /** Whether the image must stay in the cache: it is what the node goes back to. */
    boolean keeps(Digest image) {
        return image.equals(journal.good());
    }

    /** The tracker says what shall be booted; absent where that is nothing. {@link #settle} is to follow on a worker. */
    void assigned(@Nullable Digest image) {
        assigned = image;
    }

    /** Takes down what the tracker said last: workers need not run in the order of its updates. */
    synchronized void settle() {
        journal.assigned(assigned);
    }

    /**
     * A choice, and whether waiting could make a better one.
     *
     * @param last whether the next line would say the same
     */
    record Answer(BootChoice choice, boolean last) {}

    /**
     * @param wanted what the tracker says shall be booted; absent where it says nothing
     * @param progress of that image; absent where there is none
     * @param hopeless whether nobody has it with a signature that is trusted here
     * @param heard whether the tracker has said anything since this peer started
     * @param damaged told of the assigned image where the disk has changed it
     */
    synchronized Answer choose(
            @Nullable WantedImage wanted,
            @Nullable ImageProgress progress,
            boolean hopeless,
            boolean heard,
            Consumer<Digest> damaged) {
        if (wanted == null && heard) {
            return answer(BootChoice.nothing("no image with a kernel is assigned to this node"), true);
        }
        if (wanted == null) {
            return answer(fallback("this peer has not heard from its tracker yet, which says what to boot"), false);
        }
        if (journal.exhausted(wanted.digest())) {
            String failed = "image " + wanted.name() + " was booted " + BootJournal.MAX_TRIES
                    + " times and did not come up; assign another, or this one again";
            return answer(fallback(failed), true);
        }
        CachedImage image = cache.find(wanted.digest());
        if (image == null || !image.complete()) {
            String here = "image " + wanted.name() + " is not here yet: " + missing(progress);
            String never = never(wanted);
            return answer(fallback(never == null ? here : never), hopeless || never != null);
        }
        String damage = damage(image);
        if (damage != null) {
            LOG.warn("image={} damaged in the cache, fetched again: {}", wanted.name(), damage);
            damaged.accept(wanted.digest());
            return answer(fallback("image " + wanted.name() + " is damaged in the cache: " + damage), false);
        }
        BootChoice choice = choice(image, null);
        return choice == null
                ? answer(fallback("image " + wanted.name() + " has no kernel"), true)
                : answer(choice, true);
    }

    private Answer answer(BootChoice choice, boolean last) {
        why = choice.why();
        return new Answer(choice, last);
    }

    /** Why it cannot come, whatever goes from the cache; absent where it can. */
    private @Nullable String never(WantedImage wanted) {
        return wanted.bytes() <= cache.quota()
                ? null
                : "image " + wanted.name() + " has " + mib(wanted.bytes()) + " MiB, and the whole cache may take "
                        + mib(cache.quota()) + " MiB; give it a larger quota, or the node more memory";
    }

    private static long mib(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    private static String missing(@Nullable ImageProgress progress) {
        if (progress == null || progress.of() == 0) {
            return "its manifest has not come" + (progress == null ? "" : failure(progress));
        }
        return progress.pieces() * 100L / progress.of() + " %, " + progress.pieces() + " of " + progress.of()
                + " pieces" + failure(progress);
    }

    private static String failure(ImageProgress progress) {
        return progress.failure() == null ? "" : "; " + progress.failure();
    }

    private BootChoice fallback(String reason) {
        Digest good = journal.good();
        if (good == null) {
            return BootChoice.nothing(reason);
        }
        CachedImage image = cache.find(good);
        if (image == null || !image.complete()) {
            return BootChoice.nothing(reason + "; what came up last is no longer in the cache");
        }
        if (!good.equals(checked) || System.nanoTime() - checkedAt > CHECKED_NANOS) {
            String damage = damage(image);
            if (damage != null) {
                return BootChoice.nothing(reason + "; what came up last is damaged in the cache: " + damage);
            }
            checked = good;
            checkedAt = System.nanoTime();
        }
        BootChoice choice = choice(image, reason);
        return choice == null ? BootChoice.nothing(reason) : choice;
    }

    private static @Nullable String damage(CachedImage image) {
        BootParameters boot = image.manifest().boot();
        List<String> paths = new ArrayList<>();
        if (boot != null) {
            paths.add(boot.kernel());
            paths.addAll(boot.initrd());
        }
        return image.damage(paths);
    }

    /** Nothing where the image has no kernel. */
    private static @Nullable BootChoice choice(CachedImage image, @Nullable String reason) {
        BootParameters boot = image.manifest().boot();
        if (boot == null) {
            return null;
        }
        String mark = RunningSystem.PARAMETER + image.digest() + " " + RunningSystem.NAME
                + image.manifest().name();
        return new BootChoice(
                image.manifest().name().toString(),
                image.digest(),
                image.tree().toString(),
                boot.kernel(),
                boot.initrd(),
                boot.append().isEmpty() ? mark : boot.append() + " " + mark,
                reason == null,
                reason);
    }

    /**
     * The caller is about to boot {@code image}; on disk when this returns.
     *
     * @param wanted what the tracker says shall be booted
     */
    void booting(@Nullable Digest image, @Nullable Digest wanted) {
        String reason = why;
        journal.booting(image, image != null && image.equals(wanted) ? null : reason);
        LOG.info(
                "booting image={} assigned={}{}",
                image == null ? "none" : image.brief(),
                wanted == null ? "none" : wanted.brief(),
                reason == null ? "" : " why=\"" + reason + "\"");
    }
}
