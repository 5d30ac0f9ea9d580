package org.peerboot.slurm;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.peerboot.slurm.Accessor.Answer;
import org.peerboot.slurm.Accessor.Kind;

/** slurmctld asked by libslurm, over the accessor library. What has not changed costs it next to nothing. */
public final class LibrarySource implements SlurmSource {
    /**
     * How many reads in a row may ask only for changes. A slurmctld that takes over with a clock behind the other's would
     * hide the changes of that time: this bounds it to five minutes of reads ten seconds apart.
     */
    private static final int CHANGES_IN_A_ROW = 30;

    private final Accessor accessor;
    private final Map<Kind, Long> since = new EnumMap<>(Kind.class);
    private @Nullable RawCluster last;
    private int changesInARow;

    LibrarySource(Accessor accessor) {
        this.accessor = accessor;
    }

    /**
     * @param library libpeerboot-slurm.so; where absent it is looked for beside our jars, in /usr/lib64/peerboot and in
     *     /usr/lib/peerboot
     * @param slurmConf where it is not where Slurm looks for it
     * @throws RefusedException if the library is not there, was built with another Slurm than is installed, or
     *     slurm.conf cannot be read: Slurm's commands may do
     */
    public static LibrarySource open(@Nullable Path library, @Nullable Path slurmConf) {
        return new LibrarySource(LibAccessor.open(library == null ? LibraryPath.find() : library, slurmConf));
    }

    @Override
    public String name() {
        return "library";
    }

    @Override
    public RawCluster read() {
        RawCluster before = last;
        last = null;
        if (before == null || changesInARow == CHANGES_IN_A_ROW) {
            since.clear();
            changesInARow = 0;
        } else {
            changesInARow++;
        }
        if (before == null) {
            before = new RawCluster(accessor.version(), List.of(), List.of(), List.of(), List.of());
        }
        Long nodesBefore = since.get(Kind.NODES);
        List<SlurmNode> nodes = current(Kind.NODES, before.nodes(), LibraryRecords::nodes);
        // slurmctld keeps no time of change of its switches. They change with a reconfigure, which touches the nodes.
        List<SlurmSwitch> switches = Objects.equals(nodesBefore, since.get(Kind.NODES))
                ? before.switches()
                : current(Kind.SWITCHES, before.switches(), LibraryRecords::switches);
        List<SlurmJob> jobs = current(Kind.JOBS, before.jobs(), LibraryRecords::jobs);
        List<SlurmReservation> reservations =
                current(Kind.RESERVATIONS, before.reservations(), LibraryRecords::reservations);
        RawCluster now = new RawCluster(before.version(), nodes, jobs, switches, reservations);
        last = now;
        return now;
    }

    /** slurmctld says "changed" also of what it only touched: equal lists are the one from before. */
    private <T> List<T> current(Kind kind, List<T> before, Function<RecordTable, List<T>> records) {
        Answer answer = accessor.read(kind, since.getOrDefault(kind, 0L));
        if (answer == null) {
            return before;
        }
        since.put(kind, answer.since());
        List<T> fresh = records.apply(answer.table());
        return fresh.equals(before) ? before : fresh;
    }

    @Override
    public void close() {
        accessor.close();
    }
}
