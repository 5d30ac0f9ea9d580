package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerboot.image.RefusedException;

class LibraryRecordsTest {
    private static final List<String> JOB_COLUMNS = List.of(
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

    private static SlurmJob job(String... values) {
        List<String> fields = new ArrayList<>(List.of("16", "1"));
        fields.addAll(JOB_COLUMNS);
        fields.addAll(List.of(values));
        return LibraryRecords.jobs(TableBytes.table(fields.toArray(String[]::new)))
                .get(0);
    }

    @Test
    void readsANode() {
        RecordTable table = TableBytes.table(
                "6",
                "1",
                "name",
                "hostname",
                "address",
                "state",
                "active_features",
                "partitions",
                "n1",
                "host1",
                "10.0.0.1",
                "IDLE+DRAIN",
                "a,b",
                "all,debug");
        assertThat(LibraryRecords.nodes(table))
                .containsExactly(new SlurmNode("n1", "host1", "10.0.0.1", "IDLE+DRAIN", "a,b", "all,debug"));
    }

    @Test
    void readsARunningJob() {
        assertThat(job(
                        "7", "0", "-1", "", "0", "0", "1000", "RUNNING", "all", "normal", "r", "NO", "n[1-2]", "", "9",
                        "69"))
                .isEqualTo(new SlurmJob(7, "7", 1000, "RUNNING", "all", "normal", "r", "NO", "n[1-2]", "", 9, 69));
    }

    @Test
    void labelsTasksOfAnArrayAndPartsOfAHeterogeneousJob() {
        assertThat(job("10", "10", "-1", "3-9%2", "0", "0", "0", "PENDING", "", "", "", "OK", "", "n4", "0", "0")
                        .label())
                .isEqualTo("10_[3-9%2]");
        assertThat(job("11", "10", "0", "", "0", "0", "0", "RUNNING", "", "", "", "OK", "n1", "", "0", "0")
                        .label())
                .isEqualTo("10_0");
        assertThat(job("13", "0", "-1", "", "12", "1", "0", "RUNNING", "", "", "", "OK", "n1", "", "0", "0")
                        .label())
                .isEqualTo("12+1");
    }

    @Test
    void readsASwitchAndAReservation() {
        assertThat(LibraryRecords.switches(
                        TableBytes.table("4", "1", "name", "level", "nodes", "switches", "s", "1", "n[1-9]", "l[1-2]")))
                .containsExactly(new SlurmSwitch("s", 1, "n[1-9]", "l[1-2]"));
        assertThat(LibraryRecords.reservations(TableBytes.table(
                        "5", "1", "name", "nodes", "start", "end", "maintenance", "r", "n1", "5", "6", "1")))
                .containsExactly(new SlurmReservation("r", "n1", 5, 6, true));
    }

    @Test
    void findsItsColumnsAmongMore() {
        RecordTable table = TableBytes.table(
                "5", "1", "switches", "new", "nodes", "level", "name", "", "of a later library", "n1", "0", "leaf1");
        assertThat(LibraryRecords.switches(table)).containsExactly(new SlurmSwitch("leaf1", 0, "n1", ""));
    }

    @Test
    void refusesATableOfAnotherKind() {
        assertThatThrownBy(() -> LibraryRecords.jobs(TableBytes.table("1", "0", "name")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("column id");
    }
}
