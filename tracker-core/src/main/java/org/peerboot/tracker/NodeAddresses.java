package org.peerboot.tracker;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.peerboot.cluster.Node;

/** Whether an address is a node's: one the workload manager names, or else one that its host name stands for. */
final class NodeAddresses {
    /** What a name stands for; may block. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Executor blocking;
    private final Resolver resolver;

    NodeAddresses(Executor blocking, Resolver resolver) {
        this.blocking = blocking;
        this.resolver = resolver;
    }

    /** @param verdict told at once or later, on whatever thread */
    void belongs(InetAddress address, Node node, Consumer<Boolean> verdict) {
        if (!node.addresses().isEmpty()) {
            verdict.accept(node.addresses().values().stream().anyMatch(text -> same(text, address)));
            return;
        }
        blocking.execute(() -> {
            boolean found;
            try {
                found = Arrays.asList(resolver.resolve(node.host())).contains(address);
            } catch (UnknownHostException e) {
                found = false;
            }
            verdict.accept(found);
        });
    }

    private static boolean same(String text, InetAddress address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return false;
        }
        // Java 17's WebSocket client cannot choose its own address; all of 127.0.0.0/8 is one host anyway.
        boolean sameHost = bytes[0] == 127 && bytes.length == 4 && address.isLoopbackAddress();
        return sameHost || Arrays.equals(bytes, address.getAddress());
    }

    static String words(Node node) {
        return node.addresses().isEmpty()
                ? node.host()
                : String.join(" or ", node.addresses().values());
    }
}
