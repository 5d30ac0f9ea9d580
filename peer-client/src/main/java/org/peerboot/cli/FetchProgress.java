package org.peerboot.cli;

import java.nio.file.Path;
import java.util.List;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.LocalReply;

/** What the peer says about a fetch, as a line. Pieces are counted, since the peer holds pieces, not bytes. */
final class FetchProgress {
    private final String image;
    private final Terminal terminal;
    private final LiveOutput live;
    private final RateMeter meter = new RateMeter();

    FetchProgress(String image, Terminal terminal, LiveOutput live) {
        this.image = image;
        this.terminal = terminal;
        this.live = live;
    }

    void show(LocalReply reply) {
        if (!reply.images().isEmpty()) {
            String line = line(reply);
            live.show(List.of(line), line);
        }
    }

    /**
     * @return where the files stand
     * @throws CommandException with the peer's own words, unless the image is complete
     */
    Path end(LocalReply last) {
        if (last.error() != null) {
            throw new CommandException(ExitCode.FAILED, Printable.text(last.error()));
        }
        if (last.tree() == null) {
            throw new CommandException(
                    ExitCode.FAILED, "image " + image + ": the peer stopped before it was complete; see its log");
        }
        if (!last.images().isEmpty()) {
            String line = line(last);
            live.end(List.of(line), line);
        }
        return Path.of(last.tree());
    }

    private String line(LocalReply reply) {
        ImageProgress progress = reply.images().get(0);
        meter.at(terminal.nanos().getAsLong(), progress.received());
        int sources = progress.bytesBySource().size();
        return Printable.text(image + ": " + Units.percent(progress.pieces(), progress.of()) + " %, "
                + progress.pieces()
                + " of " + Units.count(progress.of(), "piece") + ", " + Units.rate(meter.bytesPerSecond()) + ", from "
                + Units.count(sources, "source"));
    }
}
