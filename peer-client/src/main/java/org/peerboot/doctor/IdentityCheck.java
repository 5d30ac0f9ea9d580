package org.peerboot.doctor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.peerboot.image.RefusedException;

/**
 * Whether NodeName, host name and address speak of this machine.
 *
 * @param node the name that its peer goes by
 * @param host its host name up to the first dot
 * @param own its addresses
 */
record IdentityCheck(
        String node, String host, Commands commands, NamesCheck.Resolver resolver, Supplier<Set<InetAddress>> own)
        implements Check {
    private static final String PEER_YAML = "peer.yaml, node ";

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Finding look() {
        List<SlurmNodes.Entry> nodes = SlurmNodes.parse(
                commands.run("slurmctld", SlurmConfig.CURE, List.of("scontrol", "--oneliner", "show", "nodes")));
        SlurmNodes.Entry here = SlurmNodes.on(nodes, host);
        SlurmNodes.Entry named = SlurmNodes.named(nodes, node);
        if (here != null
                && (named == null || !named.host().replaceFirst("\\..*", "").equals(host))) {
            throw new RefusedException(
                    PEER_YAML + node,
                    "is " + (named == null ? "not in Slurm" : "the node of host " + named.host()) + "; this host, "
                            + host + ", is NodeName " + here.name(),
                    "write node: " + here.name() + " in peer.yaml");
        }
        if (named == null) {
            throw new RefusedException(
                    PEER_YAML + node,
                    "is no NodeName, and none has NodeHostName " + host,
                    "add the node to slurm.conf, or correct node: in peer.yaml");
        }
        InetAddress address = address(named);
        if (!own.get().contains(address)) {
            throw new RefusedException(
                    "NodeAddr " + named.address() + " of " + named.name(),
                    "is " + address.getHostAddress() + ", which is no address of this machine",
                    "correct it in slurm.conf or in the name service: a peer's session is bound to its node's address");
        }
        return named.host().equals(node) || named.host().startsWith(node + ".")
                ? Finding.good(this, node + " is " + address.getHostAddress())
                : Finding.good(this, "NodeName " + node + " is host " + named.host());
    }

    private InetAddress address(SlurmNodes.Entry named) {
        try {
            return resolver.resolve(named.address());
        } catch (UnknownHostException e) {
            throw new RefusedException(
                    "NodeAddr " + named.address() + " of " + named.name(),
                    "has no address here",
                    "add it to /etc/hosts or the name service, or write the address in slurm.conf",
                    e);
        }
    }
}
