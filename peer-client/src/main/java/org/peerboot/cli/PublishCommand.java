package org.peerboot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.ImageName;
import org.peerboot.image.ImageReader;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SigningKey;
import org.peerboot.unix.UnixFiles;
import org.peerboot.wire.Api;
import org.peerboot.wire.AssignmentReply;
import org.peerboot.wire.ImageInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = "Makes an image of files that you may read, signs it and hands it to the tracker. The same again"
                + " goes on where it stopped, and does nothing once the image is whole.")
final class PublishCommand implements Callable<Integer> {
    @Mixin
    private ClientOptions options;

    @Parameters(paramLabel = "NAME:TAG", description = "Its name: rocky9:6.8, or ~user/data:v1 for your own.")
    private String name = "";

    @Option(names = "--kernel", paramLabel = "FILE", description = "The kernel.")
    private @Nullable Path kernel;

    @Option(names = "--initrd", paramLabel = "FILE", description = "An initramfs; may be given again.")
    private List<Path> initrd = new ArrayList<>();

    @Option(names = "--append", paramLabel = "WORDS", description = "The kernel's command line.")
    private @Nullable String append;

    @Option(
            names = "--file",
            paramLabel = "FILE[:PATH]",
            description = "A file or a directory, and where it stands in the image; may be given again.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--tree",
            paramLabel = "DIR[:PATH]",
            description =
                    "A directory with all that is in it, at the image's top if no path is given; may be given again.")
    private List<String> trees = new ArrayList<>();

    @Option(
            names = "--access",
            paramLabel = "WHO",
            description = "Who may read it: public (anyone who reaches a peer), system (nodes alone) or user."
                    + " system if not given, user for your own.")
    private @Nullable Access access;

    @Option(names = "--key", paramLabel = "FILE", description = "Sign with this key; that of 'key new' if not given.")
    private @Nullable Path key;

    @Option(names = "--assign", paramLabel = "NODES", description = "Then assign it to these nodes.")
    private @Nullable String nodes;

    private final Terminal terminal;

    PublishCommand(Terminal terminal) {
        this.terminal = terminal;
        this.options = new ClientOptions(terminal);
    }

    /** What {@code --json} answers with. */
    record Published(ImageInfo image, long sent, @Nullable AssignmentReply assigned) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        TrackerClient client = options.client();
        SigningKey signer = SigningKey.load(key != null ? key : Keys.file(terminal.environment()));
        Upload upload = new Upload(client, terminal, options.json() ? terminal.silent() : terminal.progress());
        ImageReader image = builder().read(upload::reading);
        Upload.Outcome outcome = upload.send(image, signer.sign(image.manifest()));
        AssignmentReply assigned = nodes == null ? null : client.assignment(Api.ASSIGN, name, nodes);
        if (!options.printed(new Published(outcome.image(), outcome.sent(), assigned))) {
            terminal.out().println(line(outcome));
            if (assigned != null) {
                terminal.out().println(AssignmentCommand.line(assigned, "%s assigned to %s"));
            }
        }
        return ExitCode.OK;
    }

    private ManifestBuilder builder() {
        ImageName parsed = ImageName.parse(name);
        Access mine = parsed.owner() == null ? Access.SYSTEM : Access.USER;
        ManifestBuilder builder = new ManifestBuilder(parsed, access != null ? access : mine, Caller.publisher());
        if (kernel == null && initrd.isEmpty() && files.isEmpty() && trees.isEmpty()) {
            throw new RefusedException("image " + name, "has no files", "give --kernel, --initrd, --file or --tree");
        }
        if (kernel != null) {
            builder.kernel(kernel);
        }
        initrd.forEach(builder::initrd);
        if (append != null) {
            builder.append(append);
        }
        builder.extras(new UnixFiles());
        files.forEach(file -> FileArgument.file(file).addTo(builder));
        trees.forEach(tree -> FileArgument.tree(tree).addTo(builder));
        return builder;
    }

    private static String line(Upload.Outcome outcome) {
        ImageInfo image = outcome.image();
        String what = image.name() + " (" + image.digest() + ", " + Units.bytes(image.bytes()) + " in "
                + Units.count(image.files(), "file") + ", " + image.access() + ")";
        return Printable.text(
                outcome.sent() == 0 && image.bytes() > 0
                        ? what + " was whole already"
                        : "published " + what + ", " + Units.bytes(outcome.sent()) + " sent");
    }
}
