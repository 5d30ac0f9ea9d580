package org.peerboot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peerboot.image.Manifest;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.TrustedKeys;
import org.peerboot.store.Materializer;
import org.peerboot.unix.UnixFiles;
import org.peerboot.wire.Json;

/**
 * A copy of an image outside the cache, made as the caller. He may be root while the cache is its daemon's, so that the
 * manifest is believed for its signature alone.
 */
final class Destination {
    private Destination() {}

    /**
     * @param tree where the image's files stand in the cache
     * @throws org.peerboot.image.RefusedException if the manifest beside it is not signed by one of {@code keys}, a file is
     *     not what it says, or {@code destination} exists
     */
    static void copy(Path tree, TrustedKeys keys, Path destination) throws IOException {
        Path file = tree.resolveSibling("manifest.json");
        SignedManifest signed = Json.read(Files.readAllBytes(file), SignedManifest.class, file.toString());
        Manifest manifest = signed.verify(keys);
        boolean root = Caller.publisher().uid() == 0;
        new Materializer(tree, manifest, new UnixFiles(), root).copyTree(destination);
    }
}
