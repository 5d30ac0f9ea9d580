package org.peerboot.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.peerboot.image.RefusedException;

/** Whether the names that this node goes by are known to it. */
record NamesCheck(List<String> hosts, Resolver resolver) implements Check {

    /** As {@link InetAddress#getByName}. */
    @FunctionalInterface
    interface Resolver {
        InetAddress resolve(String host) throws UnknownHostException;
    }

    @Override
    public String name() {
        return "names";
    }

    @Override
    public Finding look() {
        for (String host : hosts) {
            try {
                resolver.resolve(host);
            } catch (UnknownHostException e) {
                throw new RefusedException(
                        "name " + host,
                        "has no address here",
                        "add it to /etc/hosts or the name service, or write the address in peer.yaml",
                        e);
            }
        }
        return Finding.good(this, String.join(", ", hosts) + " known here");
    }
}
