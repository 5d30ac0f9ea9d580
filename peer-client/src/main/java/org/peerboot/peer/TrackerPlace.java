package org.peerboot.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the tracker is for a peer whose file does not say: on the workload manager's server, by that one's own file, or
 * where the name service has it.
 */
public final class TrackerPlace {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerPlace.class);
    /** slurm.conf(5): the first is the primary; an address in brackets is how to reach it. */
    private static final Pattern SLURM = Pattern.compile(
            "(?im)^[ \\t]*(?:SlurmctldHost|ControlMachine)[ \\t]*=[ \\t]*([A-Za-z0-9._-]+)(?:\\(([A-Za-z0-9._-]+)\\))?");

    private static final Pattern PBS = Pattern.compile("(?m)^[ \\t]*PBS_SERVER[ \\t]*=[ \\t]*([A-Za-z0-9._-]+)");

    private TrackerPlace() {}

    /** For this machine. */
    public static URI of(PeerConfig config) {
        return of(config, Path.of("/"), System.getenv());
    }

    /** @param root of the machine's file system */
    public static URI of(PeerConfig config, Path root, Map<String, String> environment) {
        return of(config, root, environment, new ServiceRecord("dns:"));
    }

    static URI of(PeerConfig config, Path root, Map<String, String> environment, ServiceRecord names) {
        URI written = config.tracker();
        if (written != null) {
            return written;
        }
        String host = slurm(root, environment.get("SLURM_CONF"));
        if (host == null) {
            host = first(PBS.matcher(text(root.resolve("etc/pbs.conf"))));
        }
        if (host != null) {
            return at(host);
        }
        URI named = names.tracker(text(root.resolve("etc/resolv.conf")));
        return named == null ? at("localhost") : named;
    }

    private static URI at(String host) {
        return URI.create("http://" + host + ":" + Protocol.TRACKER_PORT);
    }

    private static @Nullable String slurm(Path root, @Nullable String named) {
        Matcher controller = SLURM.matcher(text(named == null ? root.resolve("etc/slurm/slurm.conf") : Path.of(named)));
        if (!controller.find()) {
            return null;
        }
        return controller.group(2) != null ? controller.group(2) : controller.group(1);
    }

    private static @Nullable String first(Matcher matcher) {
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            LOG.warn("file={} cannot be read, the tracker is looked for elsewhere: {}", file, e.toString());
            return "";
        }
    }
}
