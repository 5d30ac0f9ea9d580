package org.peerboot.wire;

/**
 * What others than Peerboot moved over one of a node's links.
 *
 * @param name the interface, such as {@code eth0}, or the port of an adapter, such as {@code mlx5_0/1}
 * @param bitsPerSecond the link's rate, each way; 0 where not known
 * @param receivedBytesPerSecond by others, over the last interval; a hundredth of the link is the unit
 * @param sentBytesPerSecond the same way out
 * @param peers whether peers' traffic takes this link
 */
public record NetworkLoad(
        String name, long bitsPerSecond, long receivedBytesPerSecond, long sentBytesPerSecond, boolean peers) {
    public NetworkLoad {
        name = name == null ? "" : name;
    }
}
