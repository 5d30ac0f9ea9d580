package org.peerboot.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.file.FileWorkloadManager;
import org.peerboot.config.StrictYaml;
import org.peerboot.policy.Policy;
import org.peerboot.wire.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description = "Predicts how long an image takes to the nodes of a cluster, and what each link carries.")
final class SimulateCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CLUSTER",
            description = "The cluster's file, as for a tracker without a workload manager.")
    private Path cluster = Path.of("");

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "1GiB",
            description = "Of the image, such as 3GB; ${DEFAULT-VALUE} if not given.")
    private String size = "";

    @Option(
            names = "--nodes",
            paramLabel = "NODES",
            defaultValue = "all",
            description = "Which nodes shall hold it: a host list; ${DEFAULT-VALUE} if not given.")
    private String nodes = "";

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy; the shipped one if not given.")
    private @Nullable Path policy;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "Of each node's link, such as 10Gbit/s; that of the file's first network if not given.")
    private @Nullable String rate;

    @Option(
            names = "--uplink",
            paramLabel = "RATE",
            description = "Of each switch's links to its parent together, whatever the file says.")
    private @Nullable String uplink;

    @Option(names = "--origin", paramLabel = "RATE", description = "Of the origin's link; --rate if not given.")
    private @Nullable String origin;

    @Option(
            names = "--latency",
            paramLabel = "TIME",
            defaultValue = "100us",
            description = "From one node to another; ${DEFAULT-VALUE} if not given.")
    private String latency = "";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "32MiB",
            description = "The peers' transferMemory; ${DEFAULT-VALUE} if not given.")
    private String memory = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides all that is left to chance; ${DEFAULT-VALUE} if not given.")
    private long seed;

    @Option(names = "--json", description = "Answer with one JSON document on stdout.")
    private boolean json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw there how many nodes held the image when.")
    private @Nullable Path svg;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ClusterSnapshot snapshot = FileWorkloadManager.read(cluster, 0);
        PlanReader reader = new PlanReader(snapshot, cluster.toString());
        Plan plan = reader.plan(size, rate, uplink, origin, latency, memory, seed);
        Prediction prediction = new Prediction(snapshot, reader.nodes(nodes, plan.pieces()), policy(), plan);
        Forecast forecast;
        if (svg == null) {
            forecast = prediction.run();
        } else {
            // Opened first: a place that cannot be written to shall not cost a run.
            try (Writer picture = Files.newBufferedWriter(svg)) {
                forecast = prediction.run();
                picture.write(Curve.svg(forecast, plan.limitSeconds(), ForecastView.title(plan, forecast)));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(ForecastView.document(plan, forecast)));
        } else {
            ForecastView.lines(plan, forecast).forEach(out::println);
        }
        out.flush();
        return forecast.complete() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Policy policy() {
        Path file = policy;
        return file == null ? Policy.standard() : Policy.parse(StrictYaml.text(file), file.toString());
    }
}
