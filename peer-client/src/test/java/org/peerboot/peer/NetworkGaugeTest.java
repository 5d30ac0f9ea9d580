package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with two cards, an InfiniBand adapter with IP over it, a container's interface and the loopback. */
class NetworkGaugeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WRAP = 1L << 32;

    @TempDir
    private Path sysfs;

    @BeforeEach
    void node() throws IOException {
        card("eth0", "10000");
        card("eth1", "-1");
        card("ib0", "");
        Files.createDirectories(sysfs.resolve("class/net/ib0/device/infiniband/mlx5_0"));
        write("class/net/ib0/dev_port", "0");
        counters("class/net/lo/statistics");
        counters("class/net/veth12/statistics");
        write("class/infiniband/mlx5_0/ports/1/rate", "100 Gb/sec (4X EDR)");
        write("class/infiniband/mlx5_0/ports/1/link_layer", "InfiniBand");
        write("class/infiniband/mlx5_0/ports/1/counters/port_rcv_data", "1000");
        write("class/infiniband/mlx5_0/ports/1/counters/port_xmit_data", "500");
    }

    private void card(String name, String speed) throws IOException {
        Files.createDirectories(sysfs.resolve("class/net/" + name + "/device"));
        counters("class/net/" + name + "/statistics");
        write("class/net/" + name + "/speed", speed);
    }

    private void counters(String directory) throws IOException {
        write(directory + "/rx_bytes", "7000");
        write(directory + "/tx_bytes", "9000");
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(sysfs.resolve(file).getParent());
        Files.writeString(sysfs.resolve(file), text + "\n");
    }

    private List<Link> read(String own, long rate) {
        return new NetworkGauge(sysfs, () -> own, rate).read(false, 0).links();
    }

    @Test
    void readsCardsAndAdaptersAndLeavesOutWhatIsNeither() {
        assertThat(read("eth0", 0))
                .containsExactly(
                        new Link("eth0", 10_000_000_000L, true, true, 7000, 9000, WRAP),
                        new Link("eth1", 0, false, true, 7000, 9000, WRAP),
                        new Link("ib0", 0, false, true, 7000, 9000, WRAP),
                        new Link("mlx5_0/1", 100_000_000_000L, false, true, 4000, 2000, WRAP * 4));
    }

    @Test
    void knowsTheAdapterUnderTheInterfaceThatPeersUse() {
        assertThat(read("ib0", 0))
                .filteredOn(Link::peers)
                .extracting(Link::name)
                .containsExactly("ib0", "mlx5_0/1");
    }

    @Test
    void readsTheInterfaceThatPeersUseWhateverItIsAtTheRateThatSomebodyGave() {
        assertThat(read("veth12", 100_000_000))
                .filteredOn(Link::peers)
                .containsExactly(new Link("veth12", 100_000_000, true, true, 7000, 9000, WRAP));
    }

    @Test
    void doesNotBelieveTheTenMegabitsOfATap() throws IOException {
        write("class/net/eth0/speed", "10");
        assertThat(read("eth0", 0))
                .filteredOn(Link::peers)
                .extracting(Link::bitsPerSecond)
                .containsExactly(0L);
        assertThat(read("eth0", 10_000_000))
                .filteredOn(Link::peers)
                .extracting(Link::bitsPerSecond)
                .containsExactly(10_000_000L);
    }

    @Test
    void leavesOutWhatCannotBeRead() throws IOException {
        write("class/net/eth0/statistics/rx_bytes", "many");
        Files.delete(sysfs.resolve("class/infiniband/mlx5_0/ports/1/counters/port_xmit_data"));
        assertThat(read(null, 0)).extracting(Link::name).containsExactly("eth1", "ib0");
        assertThat(new NetworkGauge(sysfs.resolve("nowhere"), () -> null, 0)
                        .read(false, 0)
                        .links())
                .isEmpty();
    }

    @Test
    void looksEachSecondInATransferAndEachHalfMinuteWithoutOne() {
        NetworkGauge gauge = new NetworkGauge(sysfs, () -> "eth0", 0);
        assertThat(gauge.read(false, 0)).isNotNull();
        assertThat(gauge.read(false, SECOND)).isNotNull();
        assertThat(gauge.read(false, 30 * SECOND)).isNull();
        assertThat(gauge.read(false, 31 * SECOND)).isNotNull();
        assertThat(gauge.read(true, 31 * SECOND + SECOND / 2)).isNull();
        assertThat(gauge.read(true, 32 * SECOND)).isNotNull();
    }
}
