package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.peerboot.image.RefusedException;

class ScontrolTest {
    private static final Map<String, SlurmNode> NODES = Recorded.all("nodes.txt", Scontrol::node).stream()
            .collect(Collectors.toMap(SlurmNode::name, Function.identity()));

    private static final String LINE = "NodeName=n2 Arch=x86_64 CoresPerSocket=1  CPUAlloc=0 CPUEfctv=2 CPUTot=2"
            + " CPULoad=18.32 AvailableFeatures=a,b ActiveFeatures=%s Gres=(null) NodeAddr=10.91.1.2 NodeHostName=n2"
            + " Version=22.05.8 OS=%s  RealMemory=1000 AllocMem=0 FreeMem=20490 Sockets=2 Boards=1 State=IDLE+DRAIN"
            + " ThreadsPerCore=1 TmpDisk=0 Weight=1 Owner=N/A MCS_label=N/A %sBootTime=1795420662"
            + " SlurmdStartTime=1795432754 LastBusyTime=1795432754 Comment=x State=DOWN Reason=%s [root@1795432828]";

    private static SlurmNode node(String active, String os, String partitions, String reason) {
        return Scontrol.node(LINE.formatted(active, os, partitions, reason));
    }

    @Test
    void readsEachNodeWithItsWholeState() {
        assertThat(NODES).hasSize(8);
        assertThat(NODES.get("n1")).isEqualTo(new SlurmNode("n1", "n1", "10.91.1.1", "MIXED", "imgA,imgB", "all,hid"));
        assertThat(NODES.get("n3").state()).isEqualTo("ALLOCATED+REBOOT_REQUESTED");
        assertThat(NODES.get("n4").state()).isEqualTo("IDLE+MAINTENANCE+RESERVED+PLANNED");
        assertThat(NODES.get("f1").state()).isEqualTo("FUTURE");
    }

    @Test
    void tellsNameHostAndAddressApart() {
        assertThat(NODES.get("alias9"))
                .isEqualTo(new SlurmNode("alias9", "realhost9", "10.91.9.9", "UNKNOWN+NOT_RESPONDING", "", "odd"));
        assertThat(NODES.get("alias8").address()).isEqualTo("alias8-ib");
    }

    @Test
    void isNotLedAstrayByWordsOfPeopleAndNodes() {
        SlurmNode plain = new SlurmNode("n2", "n2", "10.91.1.2", "IDLE+DRAIN", "b", "all,hid");

        assertThat(node("b", "Linux 6.1 #1 SMP", "Partitions=all,hid  ", "two words"))
                .isEqualTo(plain);
        assertThat(node("b", "Linux State=DOWN Partitions=x", "Partitions=all,hid  ", "State=DOWN Partitions=y"))
                .isEqualTo(plain);
        assertThat(node("b", "Linux", "", "no ThreadsPerCore=1 Partitions=secret BootTime=1")
                        .partitions())
                .isEmpty();
    }

    @Test
    void takesTheAvailableFeaturesWhereNoneAreActive() {
        assertThat(node("(null)", "Linux", "", "").activeFeatures()).isEqualTo("a,b");
    }

    @Test
    void readsSwitchesAndReservations() {
        assertThat(Recorded.all("topology.txt", Scontrol::topology))
                .containsExactly(
                        new SlurmSwitch("leaf1", 0, "n1,n2", ""),
                        new SlurmSwitch("leaf2", 0, "n3,n4", ""),
                        new SlurmSwitch("spine", 1, "n[1-4]", "leaf[1-2]"));
        assertThat(Recorded.all("reservations.txt", Scontrol::reservation))
                .containsExactly(new SlurmReservation("work", "n4", 1_795_433_736L, 1_795_437_336L, true));
    }

    @Test
    void takesWordsForNothingAsNothing() {
        assertThat(Scontrol.reservation("No reservations in the system")).isNull();
        assertThat(Scontrol.topology("")).isNull();
        assertThat(Scontrol.node("")).isNull();
        assertThat(List.of("(null)", "N/A", "NONE", "Unknown", "None"))
                .allSatisfy(word -> assertThat(Pairs.seconds(word)).isZero());
    }

    @Test
    void refusesALineWithoutNameOrState() {
        assertThatThrownBy(() -> Scontrol.node("slurm_load_node error: garbage"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has no NodeName");
        assertThatThrownBy(() -> Scontrol.node("NodeName=n1 Arch=x86_64")).hasMessageContaining("has no State");
        assertThatThrownBy(() -> Pairs.seconds("2026-11-23T06:24:01")).hasMessageContaining("is no number of seconds");
    }
}
