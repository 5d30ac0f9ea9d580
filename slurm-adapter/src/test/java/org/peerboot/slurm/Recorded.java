package org.peerboot.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What Slurm 22.05.8 printed on a cluster in many states at once. */
final class Recorded {
    private Recorded() {}

    static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> List<T> all(String file, Function<String, T> parse) {
        return lines(file).stream().map(parse).toList();
    }

    static RawCluster cluster() {
        return new RawCluster(
                "22.05.8",
                all("nodes.txt", Scontrol::node),
                all("squeue.txt", Squeue::job),
                all("topology.txt", Scontrol::topology),
                all("reservations.txt", Scontrol::reservation));
    }
}
