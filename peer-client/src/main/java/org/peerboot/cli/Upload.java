package org.peerboot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.peerboot.image.ImageReader;
import org.peerboot.image.Manifest;
import org.peerboot.image.SignedManifest;
import org.peerboot.wire.Api;
import org.peerboot.wire.ImageInfo;
import org.peerboot.wire.Json;
import org.peerboot.wire.PublishReply;

/** Hands an image to the tracker from the byte it has reached; a tracker that restarts meanwhile costs time alone. */
final class Upload {
    private static final int ATTEMPTS = 30;

    private final TrackerClient client;
    private final Terminal terminal;
    private final LiveOutput live;
    private final RateMeter meter = new RateMeter();

    Upload(TrackerClient client, Terminal terminal, LiveOutput live) {
        this.client = client;
        this.terminal = terminal;
        this.live = live;
    }

    /** @param sent bytes that this run has sent */
    record Outcome(ImageInfo image, long sent) {}

    /** Tells that {@code bytes} have been read and hashed. */
    void reading(long bytes) {
        meter.at(terminal.nanos().getAsLong(), bytes);
        String line = "reading: " + Units.bytes(bytes) + ", " + Units.rate(meter.bytesPerSecond());
        live.show(List.of(line), line);
    }

    Outcome send(ImageReader image, SignedManifest signed) throws IOException, InterruptedException {
        String manifest = Json.write(signed);
        RateMeter sending = new RateMeter();
        long sent = 0;
        for (int failures = 0; ; ) {
            try {
                PublishReply reply = client.publish(manifest);
                long before = reply.received();
                sending.at(terminal.nanos().getAsLong(), before);
                try (InputStream bytes = image.open(before)) {
                    while (!reply.image().whole()) {
                        byte[] chunk = bytes.readNBytes(Api.MAX_BYTES);
                        reply = sendChunk(image.manifest(), reply.received(), chunk);
                        sent += chunk.length;
                        failures = 0;
                        show(image.manifest(), reply.received(), sending);
                    }
                }
                return new Outcome(reply.image(), sent);
            } catch (CommandException e) {
                failures++;
                if (e.exitCode() != ExitCode.NOT_REACHABLE || sent == 0 || failures > ATTEMPTS) {
                    throw e;
                }
                terminal.sleeper().sleep(1000);
            }
        }
    }

    private PublishReply sendChunk(Manifest manifest, long offset, byte[] chunk) {
        PublishReply reply = client.send(manifest.digest(), offset, chunk);
        long want = offset + chunk.length;
        if (reply.received() != want
                || chunk.length == 0
                || (want == manifest.size()) != reply.image().whole()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "image " + manifest.name() + ": the tracker holds " + reply.received() + " of " + manifest.size()
                            + " bytes after " + want + " were sent; publish it again, and see the tracker's log");
        }
        return reply;
    }

    private void show(Manifest manifest, long done, RateMeter sending) {
        sending.at(terminal.nanos().getAsLong(), done);
        Progress progress = new Progress(
                manifest.name().toString(),
                done,
                manifest.size(),
                sending.bytesPerSecond(),
                sending.etaSeconds(manifest.size()));
        if (done >= manifest.size()) {
            live.end(List.of(progress.bar()), progress.plain());
        } else {
            live.show(List.of(progress.bar()), progress.plain());
        }
    }
}
