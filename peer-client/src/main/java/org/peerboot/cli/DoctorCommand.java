package org.peerboot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.doctor.Bundle;
import org.peerboot.doctor.Checkup;
import org.peerboot.doctor.Finding;
import org.peerboot.doctor.Host;
import org.peerboot.doctor.NodeCheckup;
import org.peerboot.doctor.Report;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = "Looks for what is wrong on this machine, and says what to do. Exits with 1 where something is.")
final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--on",
            paramLabel = "ROLE",
            description = "Look at this role of the machine alone: node or tracker. Else at all that it has files of.")
    private @Nullable String on;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "That role's configuration, where it is not in its usual place.")
    private @Nullable Path config;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description =
                    "Also write a zip file of findings, configurations and logs, without secrets, to send to others.")
    private @Nullable Path bundle;

    @Option(names = "--json", description = "Answer with one JSON document on stdout.")
    private boolean json;

    private final Terminal terminal;
    private final Supplier<Host> machine;

    /** @param machine asked for once the command runs: the name service may be slow */
    DoctorCommand(Terminal terminal, Supplier<Host> machine) {
        this.terminal = terminal;
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        if (config != null && on == null) {
            throw new RefusedException("--config " + config, "is of no role", "say --on node or --on tracker too");
        }
        Host host = machine.get();
        Report report = Report.of(host, chosen(host), config);
        if (bundle != null) {
            Bundle.write(bundle, report, host);
        }
        if (json) {
            terminal.out().println(Json.write(report));
        } else {
            lines(report).forEach(terminal.out()::println);
            if (bundle != null) {
                terminal.out().println("written: " + Printable.text(bundle.toString()));
            }
        }
        terminal.out().flush();
        return report.healthy() ? ExitCode.OK : ExitCode.FAILED;
    }

    private List<Checkup> chosen(Host host) {
        List<Checkup> all = new ArrayList<>(List.of(new NodeCheckup()));
        ServiceLoader.load(Checkup.class).forEach(all::add);
        if (on == null) {
            List<Checkup> played = all.stream().filter(one -> one.plays(host)).toList();
            return played.isEmpty() ? List.of(all.get(0)) : played;
        }
        return List.of(all.stream()
                .filter(one -> one.role().equals(on))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "role " + Printable.text(String.valueOf(on)),
                        "is not known here",
                        "name one of " + all.stream().map(Checkup::role).collect(Collectors.joining(", ")))));
    }

    static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        int faults = 0;
        int warnings = 0;
        for (Report.Role role : report.roles()) {
            lines.add(role.role() + " " + Printable.text(report.host()) + ", peerboot " + report.version());
            for (Finding finding : role.findings()) {
                faults += finding.level() == Finding.Level.FAULT ? 1 : 0;
                warnings += finding.level() == Finding.Level.WARNING ? 1 : 0;
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-7s  %-10s  %s",
                        finding.level() == Finding.Level.GOOD
                                ? "ok"
                                : finding.level().name(),
                        finding.check(),
                        Printable.text(finding.found())));
                if (finding.cure() != null) {
                    lines.add(" ".repeat(23) + "-> " + Printable.text(finding.cure()));
                }
            }
        }
        lines.add(Units.count(faults, "fault") + ", " + Units.count(warnings, "warning"));
        return lines;
    }
}
