package org.peerboot.store;

import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * What a node booted and tried to, as {@link BootJournal} keeps it.
 *
 * @param good the image that came up last
 * @param tried the image whose boot was begun last, but for {@code good}
 * @param tries how often that was begun and did not come up
 * @param announced whether a boot was announced that has not been seen yet
 * @param expected the image of that boot; absent where the node was to reboot without one of ours
 * @param note why the running boot is not of the assigned image; while one is announced, why that one is not
 * @param boot identifies the running boot; absent before the first
 */
record BootRecord(
        @Nullable Digest good,
        @Nullable Digest tried,
        int tries,
        boolean announced,
        @Nullable Digest expected,
        @Nullable String note,
        @Nullable String boot) {
    static final BootRecord NOTHING = new BootRecord(null, null, 0, false, null, null, null);

    /** The caller is about to boot {@code image}. */
    BootRecord booting(@Nullable Digest image, @Nullable String why) {
        if (image == null || image.equals(good)) {
            return new BootRecord(good, tried, tries, true, image, why, boot);
        }
        return new BootRecord(good, image, image.equals(tried) ? tries + 1 : 1, true, image, why, boot);
    }

    /** The node runs {@code image}, and {@code runs} identifies this boot. */
    BootRecord started(@Nullable Digest image, String runs) {
        boolean same = runs.equals(boot);
        String why = same && !announced ? note : note(image);
        return new BootRecord(
                image == null ? good : image,
                image != null && image.equals(tried) ? null : tried,
                image != null && image.equals(tried) ? 0 : tries,
                false,
                null,
                why,
                runs);
    }

    private @Nullable String note(@Nullable Digest image) {
        if (!announced) {
            return boot == null ? null : "the node rebooted without asking its peer what to boot";
        }
        if (expected != null && !expected.equals(image)) {
            return "image " + expected.brief() + " was to boot and did not come up"
                    + (note == null ? "" : "; it was chosen because " + note);
        }
        return note;
    }

    /** The image that shall be booted now is {@code image}: tries of another are forgotten. */
    BootRecord assigned(@Nullable Digest image) {
        return tried == null || tried.equals(image)
                ? this
                : new BootRecord(good, null, 0, announced, expected, note, boot);
    }
}
