package org.peerboot.cluster.reader;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tracker's configuration says of any workload manager that is asked.
 *
 * @param poll how often it is asked, at most
 * @param timeout how long an answer may take
 * @param conf its own configuration: as set, or as in the tracker's environment; absent for its own place
 * @param library that it is asked by; absent for its own place
 * @param path directories between colons, where its commands stand
 * @param port where every node's peer serves
 */
public record ReaderSettings(
        Service service,
        Duration poll,
        Duration timeout,
        @Nullable Path conf,
        ReaderMode reader,
        @Nullable Path library,
        String path,
        int port) {
    static final List<String> KEYS = List.of("poll", "timeout", "conf", "reader", "library", "path", "port");

    static ReaderSettings of(Service service, Settings settings) {
        return new ReaderSettings(
                service,
                settings.duration("poll", "10s", 1, 60),
                settings.duration("timeout", "30s", 1, 300),
                settings.fileOrInherited("conf", service.confVariable()),
                settings.reader(),
                settings.file("library"),
                settings.path(),
                settings.port());
    }

    /** The options of {@link ReaderCommand} that say the same. */
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--reader", reader.name());
        options.put("--path", path);
        options.put("--timeout", timeout.toMillis() + "ms");
        options.put("--conf", conf == null ? "" : conf.toString());
        options.put("--library", library == null ? "" : library.toString());
        return options;
    }

    public Commands commands() {
        return new Commands(service, service.environment(path, conf), timeout);
    }

    /**
     * Starts a reader.
     *
     * @param options beyond {@link #options}
     */
    public <A extends Answer> Asked<A> start(Class<A> type, Map<String, String> options) {
        Map<String, String> all = options();
        all.putAll(options);
        return ReaderProcess.start(
                service,
                type,
                ReaderLaunch.command(service, all),
                ReaderLaunch.environment(service.environment(path, conf)));
    }
}
