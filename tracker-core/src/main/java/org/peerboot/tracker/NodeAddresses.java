package org.peerboot.tracker;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
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
        List<String> names = node.addresses().isEmpty()
                ? List.of(node.host())
                : node.addresses().values().stream()
                        .filter(text -> !isOne(text))
                        .toList();
        boolean found = node.addresses().values().stream().anyMatch(text -> same(text, address));
        if (found || names.isEmpty()) {
            verdict.accept(found);
        } else {
            blocking.execute(() -> verdict.accept(names.stream().anyMatch(name -> standsFor(name, address))));
        }
    }

    private boolean standsFor(String name, InetAddress address) {
        try {
            return Arrays.asList(resolver.resolve(name)).contains(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isOne(String text) {
        return NetUtil.createByteArrayFromIpAddressString(text) != null;
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
