package org.peerboot.slurm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.image.RefusedException;

/**
 * Asks by Slurm's commands. slurmctld answers each in full, so this costs it more than the library does; the switches,
 * which change with the configuration alone, are asked for when the nodes' names have changed, or now and then.
 */
final class CommandSource implements SlurmSource {
    /** Of 10 s each: five minutes. */
    private static final int SWITCHES_EVERY = 30;

    private final Commands commands;
    private @Nullable RawCluster last;
    private Set<String> names = Set.of();
    private int reads;

    CommandSource(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public RawCluster read() {
        RawCluster before = last;
        last = null;
        String version = before == null ? version() : before.version();
        List<SlurmJob> jobs = lines("squeue", Squeue.ARGUMENTS, Squeue::job);
        List<SlurmNode> nodes = lines("scontrol", Scontrol.NODES, Scontrol::node);
        List<SlurmReservation> reservations = lines("scontrol", Scontrol.RESERVATIONS, Scontrol::reservation);
        Set<String> present = new HashSet<>();
        nodes.forEach(node -> present.add(node.name()));
        List<SlurmSwitch> switches = before != null && present.equals(names) && reads % SWITCHES_EVERY != 0
                ? before.switches()
                : lines("scontrol", Scontrol.TOPOLOGY, Scontrol::topology);
        names = present;
        reads++;
        last = before == null
                ? new RawCluster(version, nodes, jobs, switches, reservations)
                : new RawCluster(
                        version,
                        same(before.nodes(), nodes),
                        same(before.jobs(), jobs),
                        same(before.switches(), switches),
                        same(before.reservations(), reservations));
        return last;
    }

    private static <T> List<T> same(List<T> before, List<T> now) {
        return before.equals(now) ? before : now;
    }

    /** {@code slurm-wlm 22.05.8} in Debian, {@code slurm 22.05.8} elsewhere; asks no slurmctld. */
    private String version() {
        List<String> said = lines("squeue", List.of("--version"), line -> line.isBlank() ? null : line.strip());
        if (said.isEmpty()) {
            throw new RefusedException("squeue --version", "says nothing", "see whether it is Slurm's");
        }
        return said.get(0).substring(said.get(0).lastIndexOf(' ') + 1);
    }

    private <T> List<T> lines(String program, List<String> arguments, Function<String, @Nullable T> parse) {
        List<T> all = new ArrayList<>();
        commands.run(program, arguments, line -> {
            T one = parse.apply(line);
            if (one != null) {
                all.add(one);
            }
        });
        return List.copyOf(all);
    }

    @Override
    public void close() {}
}
