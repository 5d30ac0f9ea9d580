package org.peerboot.plan;

import org.peerboot.image.Digest;

/** Issues what a destination shows a source. */
@FunctionalInterface
public interface Capabilities {
    /**
     * {@link org.peerboot.wire.Capability#issue} with the source's key. The expiry must move in steps (an hour, say), so
     * that a plan that has not changed stays equal; when the step turns, every update is due again.
     *
     * @param destinationAddress the IP address from which the destination will ask
     */
    String issue(String source, Digest image, String destinationAddress);
}
