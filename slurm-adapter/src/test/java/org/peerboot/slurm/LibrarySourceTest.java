package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peerboot.image.RefusedException;

class LibrarySourceTest {
    /** A slurmctld with one node in one state, on one switch. */
    private static final class Slurmctld implements Accessor {
        final Map<Kind, Long> changed = new EnumMap<>(Kind.class);
        final List<String> asked = new ArrayList<>();
        String state = "IDLE";
        String leaf = "leaf1";
        boolean down;

        @Override
        public String version() {
            return "22.05.8";
        }

        @Override
        public @Nullable Answer read(Kind kind, long since) {
            asked.add(kind + " " + since);
            if (down) {
                throw new RefusedException("slurmctld", "is down", "start it");
            }
            long changes = kind == Kind.SWITCHES ? 0 : changed.getOrDefault(kind, 1L);
            return since != 0 && since >= changes ? null : new Answer(changes, table(kind));
        }

        private RecordTable table(Kind kind) {
            return switch (kind) {
                case NODES ->
                    TableBytes.table(
                            "6",
                            "1",
                            "name",
                            "hostname",
                            "address",
                            "state",
                            "active_features",
                            "partitions",
                            "n1",
                            "n1",
                            "n1",
                            state,
                            "",
                            "all");
                case JOBS ->
                    TableBytes.table(
                            "16",
                            "0",
                            "id",
                            "array_job",
                            "array_task",
                            "array_tasks",
                            "het_job",
                            "het_offset",
                            "user_id",
                            "state",
                            "partition",
                            "qos",
                            "reservation",
                            "over_subscribe",
                            "nodes",
                            "planned_nodes",
                            "start",
                            "end");
                case SWITCHES -> TableBytes.table("4", "1", "name", "level", "nodes", "switches", leaf, "0", "n1", "");
                case RESERVATIONS -> TableBytes.table("5", "0", "name", "nodes", "start", "end", "maintenance");
            };
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }

    private final Slurmctld slurmctld = new Slurmctld();
    private final LibrarySource source = new LibrarySource(slurmctld);

    @Test
    void tellsAllTheFirstTime() {
        RawCluster cluster = source.read();
        assertThat(cluster.version()).isEqualTo("22.05.8");
        assertThat(cluster.nodes()).containsExactly(new SlurmNode("n1", "n1", "n1", "IDLE", "", "all"));
        assertThat(cluster.switches()).containsExactly(new SlurmSwitch("leaf1", 0, "n1", ""));
        assertThat(cluster.jobs()).isEmpty();
        assertThat(cluster.reservations()).isEmpty();
    }

    @Test
    void givesTheSameListsWhereNothingChanged() {
        RawCluster first = source.read();
        slurmctld.asked.clear();
        RawCluster second = source.read();
        assertThat(second.nodes()).isSameAs(first.nodes());
        assertThat(second.switches()).isSameAs(first.switches());
        assertThat(second.jobs()).isSameAs(first.jobs());
        assertThat(slurmctld.asked).containsExactly("nodes 1", "jobs 1", "reservations 1");
    }

    @Test
    void givesTheSameListWhereSlurmTouchedWhatStayedTheSame() {
        RawCluster first = source.read();
        slurmctld.changed.put(Accessor.Kind.NODES, 2L);
        assertThat(source.read().nodes()).isSameAs(first.nodes());
    }

    @Test
    void tellsWhatChanged() {
        source.read();
        slurmctld.changed.put(Accessor.Kind.NODES, 2L);
        slurmctld.state = "IDLE+DRAIN";
        assertThat(source.read().nodes().get(0).state()).isEqualTo("IDLE+DRAIN");
        slurmctld.asked.clear();
        source.read();
        assertThat(slurmctld.asked).contains("nodes 2");
    }

    @Test
    void asksForTheSwitchesWhenNodesWereTouched() {
        source.read();
        slurmctld.changed.put(Accessor.Kind.NODES, 2L);
        slurmctld.leaf = "leaf9";
        assertThat(source.read().switches().get(0).name()).isEqualTo("leaf9");
    }

    @Test
    void tellsAllAfterAFailure() {
        source.read();
        slurmctld.down = true;
        assertThatThrownBy(source::read).isInstanceOf(RefusedException.class);
        slurmctld.down = false;
        slurmctld.asked.clear();
        assertThat(source.read().nodes()).hasSize(1);
        assertThat(slurmctld.asked).containsExactly("nodes 0", "switches 0", "jobs 0", "reservations 0");
    }

    @Test
    void asksForAllNowAndThen() {
        for (int i = 0; i < 32; i++) {
            source.read();
        }
        assertThat(slurmctld.asked.stream().filter("nodes 0"::equals)).hasSize(2);
    }

    @Test
    void closesTheLibrary() {
        source.close();
        assertThat(slurmctld.asked).containsExactly("close");
    }
}
