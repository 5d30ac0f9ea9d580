package org.peerboot.gauges;

import java.nio.file.Path;

/**
 * An NFS mount whose server's answers are timed.
 *
 * @param file anything on it, as an absolute path without links
 * @param slowMillis for a READ or WRITE that counts as slow as can be
 */
public record NfsWatched(Path file, long slowMillis) {}
