package org.peerboot.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.RefusedException;

/**
 * What the client's file says: {@code /etc/peerboot/client.yaml}, or the file that {@code PEERBOOT_CLIENT} names. The
 * environment outweighs it.
 *
 * @param tracker URL of the tracker
 * @param psk file with the pre-shared key; MUNGE where absent
 * @param mungeSocket munged's socket; its default where absent
 */
record ClientConfig(
        @Nullable String tracker,
        @Nullable Path psk,
        @Nullable Path mungeSocket) {
    static final String TRACKER = "PEERBOOT_TRACKER";
    static final String PSK = "PEERBOOT_PSK";
    static final String FILE = "PEERBOOT_CLIENT";
    private static final Path DEFAULT_FILE = Path.of("/etc/peerboot/client.yaml");

    static ClientConfig of(Map<String, String> environment) {
        String named = environment.get(FILE);
        Path file = named == null ? DEFAULT_FILE : Path.of(named);
        ClientConfig written = named != null || Files.exists(file)
                ? StrictYaml.read(file, ClientConfig.class)
                : new ClientConfig(null, null, null);
        String psk = environment.get(PSK);
        return new ClientConfig(
                environment.getOrDefault(TRACKER, written.tracker),
                psk == null ? written.psk : Path.of(psk),
                written.mungeSocket);
    }

    /** @throws RefusedException unless {@code text} is an http URL of a host, and nothing more */
    static URI trackerUri(@Nullable String text) {
        if (text == null) {
            throw new RefusedException(
                    "the tracker",
                    "is not known: neither --tracker nor $" + TRACKER + " nor " + DEFAULT_FILE + " names one",
                    "give --tracker http://HOST:7070");
        }
        try {
            URI uri = new URI(text);
            boolean bare = uri.getRawPath() == null
                    || uri.getRawPath().isEmpty()
                    || uri.getRawPath().equals("/");
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && bare && uri.getRawQuery() == null) {
                return uri;
            }
            throw refused(text);
        } catch (URISyntaxException e) {
            RefusedException refused = refused(text);
            refused.addSuppressed(e);
            throw refused;
        }
    }

    private static RefusedException refused(String text) {
        return new RefusedException(
                "tracker \"" + Printable.text(text) + "\"", "is not a URL such as http://admin1:7070", "correct it");
    }
}
