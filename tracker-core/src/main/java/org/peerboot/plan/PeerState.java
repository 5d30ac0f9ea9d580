package org.peerboot.plan;

import java.util.Map;
import java.util.Set;
import org.peerboot.image.Digest;

/**
 * What the tracker knows of one peer.
 *
 * @param address where it serves, an IP address
 * @param up whether its session stands, or the tracker has reason to think that it still serves
 * @param complete images that it holds whole and verified
 * @param partial images of which it holds some pieces
 * @param blamed by image, the nodes that this peer proved to have sent wrong bytes
 */
public record PeerState(
        String node,
        String address,
        int port,
        boolean up,
        Set<Digest> complete,
        Set<Digest> partial,
        Map<Digest, Set<String>> blamed) {}
