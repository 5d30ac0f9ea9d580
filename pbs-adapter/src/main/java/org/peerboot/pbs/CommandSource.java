package org.peerboot.pbs;

import java.util.List;
import java.util.Map;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.image.RefusedException;

/** Asks by PBS's commands. */
final class CommandSource implements PbsSource {
    private final Commands commands;

    CommandSource(Commands commands) {
        this.commands = commands.cuttingLongLines();
    }

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public PbsState read(Warnings warnings) {
        JsonRecords jobs = json("qstat", List.of("-f", "-t", "-F", "json"), Kind.JOB, warnings);
        JsonRecords vnodes = json("pbsnodes", List.of("-a", "-v", "-F", "json"), Kind.VNODE, warnings);
        List<Attributes> nodes = vnodes.all();
        if (nodes.isEmpty()) {
            throw new RefusedException("pbsnodes -a -v -F json", "names no vnode", PbsSettings.PBS.remedy());
        }
        return new PbsState(
                vnodes.version(),
                server(warnings),
                List.copyOf(nodes),
                List.copyOf(jobs.all()),
                reservations(warnings));
    }

    /** Without it there is no topology, but all else. */
    private Attributes server(Warnings warnings) {
        try {
            List<Attributes> servers = json("qstat", List.of("-B", "-f", "-F", "json"), Kind.SERVER, warnings)
                    .all();
            if (!servers.isEmpty()) {
                return servers.get(0);
            }
        } catch (RefusedException e) {
            warnings.add("the server's attributes are not known:", String.valueOf(e.getMessage()));
        }
        return new Attributes("", Map.of());
    }

    private List<Attributes> reservations(Warnings warnings) {
        TextRecords records = new TextRecords(Kind.RESERVATION, warnings);
        try {
            commands.run("pbs_rstat", List.of("-f"), records);
        } catch (RefusedException e) {
            warnings.add("reservations are not known:", String.valueOf(e.getMessage()));
            return List.of();
        }
        return List.copyOf(records.all());
    }

    private JsonRecords json(String program, List<String> arguments, Kind kind, Warnings warnings) {
        JsonRecords records = new JsonRecords(program + " " + String.join(" ", arguments), kind, warnings);
        commands.run(program, arguments, records);
        return records;
    }

    @Override
    public void close() {}
}
