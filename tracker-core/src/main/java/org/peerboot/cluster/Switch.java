package org.peerboot.cluster;

import org.jspecify.annotations.Nullable;

/**
 * One switch of the tree.
 *
 * @param parent the switch above it; absent at the top
 * @param uplinkBitsPerSecond of its links to the parent together; 0 where not known
 */
public record Switch(String name, @Nullable String parent, long uplinkBitsPerSecond) {}
