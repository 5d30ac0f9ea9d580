package org.peerboot.slurm;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.peerboot.slurm.RecordTable.Column;

/** The accessor library's tables as our records. */
final class LibraryRecords {
    private LibraryRecords() {}

    static List<SlurmNode> nodes(RecordTable table) {
        Column name = table.column("name");
        Column host = table.column("hostname");
        Column address = table.column("address");
        Column state = table.column("state");
        Column features = table.column("active_features");
        Column partitions = table.column("partitions");
        return rows(
                table,
                row -> new SlurmNode(
                        name.text(row),
                        host.text(row),
                        address.text(row),
                        state.text(row),
                        features.text(row),
                        partitions.text(row)));
    }

    static List<SlurmJob> jobs(RecordTable table) {
        Column id = table.column("id");
        Column arrayJob = table.column("array_job");
        Column arrayTask = table.column("array_task");
        Column arrayTasks = table.column("array_tasks");
        Column hetJob = table.column("het_job");
        Column hetOffset = table.column("het_offset");
        Column user = table.column("user_id");
        Column state = table.column("state");
        Column partition = table.column("partition");
        Column qos = table.column("qos");
        Column reservation = table.column("reservation");
        Column share = table.column("over_subscribe");
        Column nodes = table.column("nodes");
        Column planned = table.column("planned_nodes");
        Column start = table.column("start");
        Column end = table.column("end");
        return rows(
                table,
                row -> new SlurmJob(
                        id.number(row),
                        SlurmJob.label(
                                id.number(row),
                                arrayJob.number(row),
                                arrayTask.number(row),
                                arrayTasks.text(row),
                                hetJob.number(row),
                                hetOffset.number(row)),
                        user.number(row),
                        state.text(row),
                        partition.text(row),
                        qos.text(row),
                        reservation.text(row),
                        share.text(row),
                        nodes.text(row),
                        planned.text(row),
                        start.number(row),
                        end.number(row)));
    }

    static List<SlurmSwitch> switches(RecordTable table) {
        Column name = table.column("name");
        Column level = table.column("level");
        Column nodes = table.column("nodes");
        Column switches = table.column("switches");
        return rows(
                table,
                row -> new SlurmSwitch(
                        name.text(row), Math.toIntExact(level.number(row)), nodes.text(row), switches.text(row)));
    }

    static List<SlurmReservation> reservations(RecordTable table) {
        Column name = table.column("name");
        Column nodes = table.column("nodes");
        Column start = table.column("start");
        Column end = table.column("end");
        Column maintenance = table.column("maintenance");
        return rows(
                table,
                row -> new SlurmReservation(
                        name.text(row),
                        nodes.text(row),
                        start.number(row),
                        end.number(row),
                        maintenance.number(row) != 0));
    }

    private static <T> List<T> rows(RecordTable table, IntFunction<T> record) {
        return IntStream.range(0, table.rows()).mapToObj(record).toList();
    }
}
