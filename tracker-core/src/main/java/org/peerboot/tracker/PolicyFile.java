package org.peerboot.tracker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.peerboot.policy.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The administrator's file, looked at again and again; a broken one leaves the last good one in force. */
final class PolicyFile {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFile.class);
    private static final int MAX_BYTES = 1 << 20;

    /** A policy and the text that it was parsed from. */
    record Read(String source, String text, Policy policy) {}

    private final @Nullable Path file;
    private volatile Read inForce;
    /** The text that was looked at last, or why there was none. */
    private String seen;

    /** @throws RefusedException if the file is missing or broken: a tracker does not start without its rules */
    PolicyFile(@Nullable Path file) {
        this.file = file;
        if (file == null) {
            inForce = new Read("shipped", Policy.standardText(), Policy.standard());
        } else {
            inForce = parse(file, read(file));
        }
        seen = inForce.text();
    }

    Read inForce() {
        return inForce;
    }

    /**
     * Looks whether the file has changed.
     *
     * @param changed told of a new policy
     * @param warning told why the new text is not in force, or that there is no such reason any more
     */
    void look(Consumer<Policy> changed, Consumer<@Nullable String> warning) {
        if (file == null) {
            return;
        }
        String text = "";
        try {
            text = read(file);
            if (text.equals(seen)) {
                return;
            }
            inForce = parse(file, text);
            seen = text;
            LOG.info(
                    "policy changed file={} rules={}",
                    file,
                    inForce.policy().names().size());
            warning.accept(null);
            changed.accept(inForce.policy());
        } catch (RefusedException e) {
            String reason = String.valueOf(e.getMessage());
            String now = text.isEmpty() ? reason : text;
            if (!now.equals(seen)) {
                LOG.warn("policy not taken over: {}", reason);
                warning.accept("policy: the old rules stay in force; " + reason);
            }
            seen = now;
        }
    }

    private static Read parse(Path file, String text) {
        return new Read(file.toString(), text, Policy.parse(text, file.toString()));
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new RefusedException("policy " + file, "is longer than 1 MiB", "make it shorter");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RefusedException(
                    "policy " + file, "cannot be read (" + e + ")", "check the path in the tracker's configuration", e);
        }
    }
}
