package org.peerboot.cluster.reader;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Durations;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Protocol;

/** The settings of a workload manager that is asked, out of the tracker's configuration, each checked. */
public final class Settings {
    private final Map<String, String> settings;
    private final String place;
    private final Service service;

    /**
     * @param place of the settings, for errors
     * @param own keys that this service has beyond those of all
     * @throws RefusedException on any other key
     */
    public Settings(Map<String, String> settings, String place, Service service, List<String> own) {
        List<String> keys =
                Stream.concat(ReaderSettings.KEYS.stream(), own.stream()).toList();
        for (String key : settings.keySet()) {
            if (!keys.contains(key)) {
                throw new RefusedException(
                        place + ", key \"" + key + "\"",
                        "is not known to the " + service.name() + " workload manager",
                        "use " + String.join(", ", keys));
            }
        }
        this.settings = settings;
        this.place = place;
        this.service = service;
    }

    /** Those that every service has. */
    public ReaderSettings common() {
        return ReaderSettings.of(service, this);
    }

    public @Nullable String text(String key) {
        return settings.get(key);
    }

    Duration duration(String key, String usual, int leastSeconds, int mostSeconds) {
        Duration duration = Durations.parse(settings.getOrDefault(key, usual));
        if (duration.toMillis() < leastSeconds * 1000L || duration.toMillis() > mostSeconds * 1000L) {
            throw wrong(key, "is not within " + leastSeconds + "s-" + mostSeconds + "s", "write " + usual);
        }
        return duration;
    }

    /** A file that can be read; absent where not set. */
    @Nullable
    Path file(String key) {
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
            throw wrong(key, "is no path", "correct it");
        }
        throw wrong(key, "is no file that can be read", "give the absolute path of one");
    }

    /** {@link #file}, or else what a variable of the tracker's environment names. */
    @Nullable
    Path fileOrInherited(String key, String variable) {
        String inherited = System.getenv(variable);
        return settings.containsKey(key) || inherited == null || inherited.isEmpty() ? file(key) : Path.of(inherited);
    }

    /** Directories between colons: those set, or else the tracker's own PATH and the usual ones. */
    String path() {
        return settings.getOrDefault("path", service.inheritedPath());
    }

    ReaderMode reader() {
        try {
            return ReaderMode.valueOf(settings.getOrDefault("reader", "auto").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("reader", "is not known", "write auto, library or commands");
        }
    }

    /** Where every node's peer serves. */
    int port() {
        String text = settings.getOrDefault("port", Integer.toString(Protocol.BULK_PORT));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw wrong("port", "is not within 1-65535", "write " + Protocol.BULK_PORT);
        }
        return Integer.parseInt(text);
    }

    /** The refusal of one setting. */
    public RefusedException wrong(String key, String why, String remedy) {
        return new RefusedException(place + ", " + key + " \"" + settings.get(key) + "\"", why, remedy);
    }
}
