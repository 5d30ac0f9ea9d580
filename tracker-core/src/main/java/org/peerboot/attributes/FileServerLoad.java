package org.peerboot.attributes;

import org.jspecify.annotations.Nullable;
import org.peerboot.wire.NetworkSample;

/**
 * How busy the file server is. What could not be measured is absent.
 *
 * @param network what others move over its links
 * @param disk the share of time in which its disk worked, for others than Peerboot
 * @param cpu the share of time in which something waited for a processor
 * @param nfs how slow the NFS server that its cache is on answers, from 0 to 1, for reasons that are not ours
 */
public record FileServerLoad(
        @Nullable NetworkSample network,
        @Nullable Double disk,
        @Nullable Double cpu,
        @Nullable Double nfs) {}
