package org.peerboot.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.NetworkSample;

/**
 * Where the counters of one link stand.
 *
 * @param unit bytes of a count
 */
record LinkFiles(
        String name, long bitsPerSecond, boolean peers, boolean countsPeers, Path received, Path sent, int unit) {
    private static final int LEAST_MEGABITS = 100;
    private static final long WRAP = 1L << 32;

    /**
     * Network cards, ports of InfiniBand adapters (MPI over verbs shows there alone), and the interface that peers'
     * traffic takes, whatever it is made of.
     *
     * @param own that interface, if it is known
     * @param configured its rate in bits a second; 0 for what the kernel says
     */
    static List<LinkFiles> find(Path sysfs, @Nullable String own, long configured) {
        List<LinkFiles> found = new ArrayList<>();
        Path net = sysfs.resolve("class/net");
        for (String name : Sysfs.names(net)) {
            Path link = net.resolve(name);
            boolean peers = name.equals(own);
            if (peers || link.resolve("device").toFile().exists()) {
                long rate = peers && configured > 0 ? configured : megabits(link.resolve("speed"));
                Path counters = link.resolve("statistics");
                found.add(new LinkFiles(
                        name, rate, peers, true, counters.resolve("rx_bytes"), counters.resolve("tx_bytes"), 1));
            }
        }
        String ownPort = own == null ? "" : port(net.resolve(own));
        Path adapters = sysfs.resolve("class/infiniband");
        for (String adapter : Sysfs.names(adapters)) {
            Path ports = adapters.resolve(adapter).resolve("ports");
            for (String number : Sysfs.names(ports)) {
                String name = adapter + "/" + number;
                Path port = ports.resolve(number);
                boolean peers = name.equals(ownPort);
                found.add(new LinkFiles(
                        name,
                        peers && configured > 0 ? configured : gigabits(port.resolve("rate")),
                        peers,
                        Sysfs.text(port.resolve("link_layer")).equals("InfiniBand"),
                        port.resolve("counters/port_rcv_data"),
                        port.resolve("counters/port_xmit_data"),
                        4));
            }
        }
        return List.copyOf(found.subList(0, Math.min(found.size(), NetworkSample.MOST)));
    }

    /** The adapter's port under an interface: {@code mlx5_0/1}; empty where there is none. */
    private static String port(Path link) {
        List<String> adapters = Sysfs.names(link.resolve("device/infiniband"));
        return adapters.isEmpty()
                ? ""
                : adapters.get(0) + "/"
                        + (Sysfs.number(link.resolve("dev_port")).orElse(0) + 1);
    }

    /**
     * {@code speed} is -1 on links that are down, and cannot be read on many that are no cards. Older kernels say 10 of a tun
     * or tap, and of a bridge of such, whatever it carries.
     */
    private static long megabits(Path speed) {
        long said = Sysfs.number(speed).orElse(0);
        return said < LEAST_MEGABITS ? 0 : said * 1_000_000;
    }

    /** {@code 100 Gb/sec (4X EDR)}. */
    private static long gigabits(Path rate) {
        String number = Sysfs.text(rate).split(" ", 2)[0];
        return number.matches("[0-9]{1,5}(\\.[0-9]{1,3})?") ? (long) (Double.parseDouble(number) * 1e9) : 0;
    }

    /** As it stands now; nothing where its counters cannot be read. */
    @Nullable
    Link read() {
        OptionalLong in = Sysfs.number(received);
        OptionalLong out = Sysfs.number(sent);
        return in.isEmpty() || out.isEmpty()
                ? null
                : new Link(
                        name,
                        bitsPerSecond,
                        peers,
                        countsPeers,
                        in.getAsLong() * unit,
                        out.getAsLong() * unit,
                        WRAP * unit);
    }
}
