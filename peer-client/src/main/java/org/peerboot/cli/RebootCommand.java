package org.peerboot.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reboot",
        description =
                "Brings an image to nodes, then reboots each of them into it as it becomes ready. Ctrl-C leaves the"
                        + " tracker to go on with it.")
final class RebootCommand implements Callable<Integer> {
    private static final long TTY_MILLIS = 500;
    private static final long PLAIN_MILLIS = 2000;

    @Mixin
    private ClientOptions options;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NODES",
            description = "A host list such as n[1-16],login1, or all.")
    private @Nullable String nodes;

    @Parameters(index = "1", arity = "0..1", paramLabel = "IMAGE", description = "Its name or its digest.")
    private @Nullable String image;

    @Option(
            names = "--wave",
            paramLabel = "PORTION",
            split = ",",
            description = "How many of the nodes may have gone down once each wave is over, such as 5%%,25%%,100%% or"
                    + " 1,100%%.")
    private @Nullable List<String> waves;

    @Option(
            names = "--max-failed",
            paramLabel = "PORTION",
            description = "So many may fail, such as 10%% or 3; one more, and no further node is rebooted.")
    private @Nullable String maxFailed;

    @Option(names = "--detach", description = "Do not wait: the tracker goes on with it.")
    private boolean detach;

    @Option(names = "--status", description = "Show the reboots that run, and the last ones that ran.")
    private boolean status;

    @Option(names = "--stop", paramLabel = "PLAN", description = "Reboot no further node of the plan of this number.")
    private @Nullable Long stop;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;

    RebootCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        String where = nodes;
        String what = image;
        boolean asks = status || stop != null;
        if (asks ? where != null || (status && stop != null) : where == null || what == null) {
            throw new ParameterException(
                    spec.commandLine(), "give NODES and IMAGE, or --status, or --stop PLAN: one of the three");
        }
        TrackerClient client = options.client();
        if (stop != null) {
            return show(client.stopReboot(stop));
        }
        if (where == null || what == null) {
            return list(client.reboots(null));
        }
        RebootPlan plan = client.reboot(new RebootRequest(what, where, waves, maxFailed));
        if (detach) {
            return show(plan);
        }
        plan = follow(client, plan);
        if (options.printed(plan)) {
            return plan.state() == State.DONE ? ExitCode.OK : ExitCode.FAILED;
        }
        return exitCode(plan);
    }

    private int show(RebootPlan plan) {
        if (!options.printed(plan)) {
            terminal.out().println(RebootLines.plain(plan));
        }
        return ExitCode.OK;
    }

    private int list(List<RebootPlan> plans) {
        if (!options.printed(plans)) {
            if (plans.isEmpty()) {
                terminal.out().println("no reboots");
            }
            plans.forEach(plan -> RebootLines.lines(plan).forEach(terminal.out()::println));
        }
        return ExitCode.OK;
    }

    private RebootPlan follow(TrackerClient client, RebootPlan begun) throws InterruptedException {
        LiveOutput live = options.json() ? terminal.silent() : terminal.live();
        Waiting waiting = new Waiting(terminal, null);
        RebootPlan plan = begun;
        while (!over(plan)) {
            live.show(RebootLines.lines(plan), RebootLines.plain(plan));
            waiting.pause(terminal.outTty() ? TTY_MILLIS : PLAIN_MILLIS, RebootLines.plain(plan));
            long number = begun.plan();
            plan = waiting.patiently(() -> client.reboots(number).get(0));
        }
        live.end(RebootLines.lines(plan), RebootLines.plain(plan));
        return plan;
    }

    /** Nodes that went down before a plan ended are still looked after. */
    private static boolean over(RebootPlan plan) {
        return plan.state() != State.RUNNING
                && plan.steps().stream().noneMatch(step -> step.phase().away());
    }

    private static int exitCode(RebootPlan plan) {
        if (plan.state() != State.DONE) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "reboot into " + plan.image() + ": " + plan.state() + (plan.why() == null ? "" : ": " + plan.why())
                            + "; 'peerboot reboot --status' says how each node fared");
        }
        return ExitCode.OK;
    }
}
