package org.peerboot.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.peerboot.wire.ImageInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "images", description = "Lists the images that the tracker knows.")
final class ImagesCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Mixin
    private ClientOptions options;

    private final Terminal terminal;

    ImagesCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
    }

    @Override
    public Integer call() {
        List<ImageInfo> images = options.client().images();
        if (!options.printed(images)) {
            lines(images).forEach(terminal.out()::println);
        }
        return ExitCode.OK;
    }

    static List<String> lines(List<ImageInfo> images) {
        if (images.isEmpty()) {
            return List.of("no images; 'peerboot publish' makes one");
        }
        Table table = new Table(
                "IMAGE", "DIGEST", "ACCESS", ">SIZE", ">FILES", ">ASSIGNED", ">COMPLETE", "PUBLISHED", "BY", "STATE");
        for (ImageInfo image : images) {
            table.row(
                    image.name(),
                    image.digest().brief(),
                    image.access(),
                    Units.bytes(image.bytes()),
                    image.files(),
                    image.assigned(),
                    image.complete(),
                    TIME.format(Instant.ofEpochMilli(image.published())),
                    image.publisher(),
                    image.whole() ? "whole" : "publishing");
        }
        return table.lines();
    }
}
