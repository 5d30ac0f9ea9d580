package org.peerboot.slurm;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Durations;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Protocol;

/**
 * What the tracker's configuration says of Slurm.
 *
 * @param poll how often Slurm is asked, at most
 * @param timeout how long an answer may take
 * @param conf SLURM_CONF: as set, or as in the tracker's environment; absent for Slurm's own place
 * @param library the accessor library; absent for its own place
 * @param path directories between colons, where Slurm's commands stand
 * @param port where every node's peer serves
 */
record SlurmSettings(
        Duration poll,
        Duration timeout,
        @Nullable Path conf,
        ReaderMode reader,
        @Nullable Path library,
        String path,
        int port) {
    private static final List<String> KEYS = List.of("poll", "timeout", "conf", "reader", "library", "path", "port");
    private static final String SYSTEM_PATH = "/usr/bin:/bin:/usr/local/bin:/opt/slurm/bin:/usr/sbin:/sbin";

    static String defaultPath() {
        String path = System.getenv("PATH");
        return path == null || path.isEmpty() ? SYSTEM_PATH : path + ":" + SYSTEM_PATH;
    }

    static SlurmSettings of(Map<String, String> settings, String place) {
        for (String key : settings.keySet()) {
            if (!KEYS.contains(key)) {
                throw new RefusedException(
                        place + ", key \"" + key + "\"",
                        "is not known to the Slurm workload manager",
                        "use " + String.join(", ", KEYS));
            }
        }
        return new SlurmSettings(
                duration(settings, "poll", "10s", 1, 60, place),
                duration(settings, "timeout", "30s", 1, 300, place),
                settings.containsKey("conf") ? file(settings, "conf", place) : inherited(),
                reader(settings.getOrDefault("reader", "auto"), place),
                file(settings, "library", place),
                settings.getOrDefault("path", defaultPath()),
                port(settings.get("port"), place));
    }

    private static Duration duration(
            Map<String, String> settings, String key, String usual, int least, int most, String place) {
        Duration duration = Durations.parse(settings.getOrDefault(key, usual));
        if (duration.toMillis() < least * 1000L || duration.toMillis() > most * 1000L) {
            throw new RefusedException(
                    place + ", " + key + " \"" + settings.get(key) + "\"",
                    "is not within " + least + "s-" + most + "s",
                    "write " + usual);
        }
        return duration;
    }

    private static @Nullable Path file(Map<String, String> settings, String key, String place) {
        String text = settings.get(key);
        if (text == null) {
            return null;
        }
        try {
            Path file = Path.of(text);
            if (file.isAbsolute() && Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new RefusedException(place + ", " + key + " \"" + text + "\"", "is no path", "correct it", e);
        }
        throw new RefusedException(
                place + ", " + key + " \"" + text + "\"",
                "is no file that can be read",
                "give the absolute path of one");
    }

    private static @Nullable Path inherited() {
        String conf = System.getenv("SLURM_CONF");
        return conf == null || conf.isEmpty() ? null : Path.of(conf);
    }

    private static ReaderMode reader(String text, String place) {
        try {
            return ReaderMode.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String what = place + ", reader \"" + text + "\"";
            throw new RefusedException(what, "is not known", "write auto, library or commands", e);
        }
    }

    private static int port(@Nullable String text, String place) {
        if (text == null) {
            return Protocol.BULK_PORT;
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new RefusedException(place + ", port \"" + text + "\"", "is not within 1-65535", "write 7071");
        }
        return Integer.parseInt(text);
    }
}
