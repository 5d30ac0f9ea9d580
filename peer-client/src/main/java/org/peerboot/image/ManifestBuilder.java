package org.peerboot.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image of files and directories on disk, read as the caller. A path that the caller names may be a symbolic
 * link, such as {@code /vmlinuz}; below it there are regular files and directories alone.
 */
public final class ManifestBuilder {
    private static final String BOOT = "boot/";
    private static final int DIRECTORY_MODE = 0755;

    private final ImageName name;
    private final Access access;
    private final Publisher publisher;
    private final Map<String, Source> sources = new TreeMap<>(Paths.ORDER);
    private @Nullable String kernel;
    private final List<String> initrd = new ArrayList<>();
    private String append = "";

    /** What an entry is made of; no file for a directory that was made up to hold others. */
    record Source(@Nullable Path file, Entry.Kind kind, int mode, long size) {}

    public ManifestBuilder(ImageName name, Access access, Publisher publisher) {
        this.name = name;
        this.access = access;
        this.publisher = publisher;
    }

    /** The kernel, as {@code boot/} and its file's name. */
    public ManifestBuilder kernel(Path file) {
        kernel = bootFile(file);
        return this;
    }

    /** One more initrd, as {@code boot/} and its file's name. */
    public ManifestBuilder initrd(Path file) {
        initrd.add(bootFile(file));
        return this;
    }

    /** The kernel's command line. */
    public ManifestBuilder append(String line) {
        append = line;
        return this;
    }

    private String bootFile(Path file) {
        String path = BOOT + file.getFileName();
        add(file, path);
        return path;
    }

    /**
     * Adds a file, or a directory with all that is in it.
     *
     * @param path where it shall stand in the image; empty to put a directory's content at the top
     * @throws RefusedException if it is not there, is neither file nor directory, or stands in the image already
     */
    public ManifestBuilder add(Path onDisk, String path) {
        try {
            Path real = onDisk.toRealPath();
            if (path.isEmpty()) {
                addContent(real, "");
            } else {
                addOne(real, path);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "file " + onDisk, "cannot be read (" + e + ")", "name a file that you may read", e);
        }
        return this;
    }

    private void addOne(Path file, String path) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile()) {
            put(path, new Source(file, Entry.Kind.FILE, mode(file), attributes.size()));
        } else if (attributes.isDirectory()) {
            put(path, new Source(file, Entry.Kind.DIRECTORY, mode(file), 0));
            addContent(file, path + "/");
        } else {
            throw new RefusedException(
                    "file " + file,
                    "is "
                            + (attributes.isSymbolicLink()
                                    ? "a symbolic link"
                                    : "neither a regular file nor a directory"),
                    "leave it out, or pack the tree into one file, such as a squashfs");
        }
    }

    private void addContent(Path directory, String prefix) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.sorted().toList()) {
                addOne(child, prefix + child.getFileName());
            }
        }
    }

    private int mode(Path file) throws IOException {
        int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return mode & (access == Access.USER || name.owner() != null ? 0777 : 07777);
    }

    private void put(String path, Source source) {
        String fault = Paths.fault(path);
        if (fault != null) {
            throw new RefusedException(
                    "path \"" + Paths.shown(path) + "\" in image " + name, fault, "choose another path for it");
        }
        Source before = sources.get(path);
        boolean sameDirectory =
                before != null && before.kind() == Entry.Kind.DIRECTORY && source.kind() == Entry.Kind.DIRECTORY;
        if (before != null && !sameDirectory) {
            throw new RefusedException(
                    "path \"" + Paths.shown(path) + "\" in image " + name,
                    "is asked for twice, by " + before.file() + " and " + source.file(),
                    "rename one of them, or publish it under another path");
        }
        if (before == null || before.file() == null) {
            sources.put(path, source);
        }
        for (String up = Paths.parent(path); up != null; up = Paths.parent(up)) {
            sources.putIfAbsent(up, new Source(null, Entry.Kind.DIRECTORY, DIRECTORY_MODE, 0));
        }
    }

    /**
     * Reads every file once.
     *
     * @param progress told how many bytes have been read so far, at least once a piece
     * @throws RefusedException if a file cannot be read or changes meanwhile, or the image breaks a rule
     */
    public ImageReader read(LongConsumer progress) {
        if (kernel == null && (!initrd.isEmpty() || !append.isEmpty())) {
            throw new RefusedException(
                    "image " + name, "has an initrd or a command line but no kernel", "name its kernel too");
        }
        BootParameters boot = kernel == null ? null : new BootParameters(kernel, initrd, append);
        PieceLayout layout =
                PieceLayout.of(sources.values().stream().mapToLong(Source::size).sum());
        Hashing hashing = new Hashing(layout, progress);
        List<Entry> entries = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        sources.forEach((path, source) -> {
            if (source.kind() == Entry.Kind.DIRECTORY || source.file() == null) {
                entries.add(Entry.directory(path, source.mode()));
            } else {
                entries.add(Entry.file(path, source.mode(), source.size(), hashing.file(source.file(), source.size())));
                files.add(source.file());
            }
        });
        return new ImageReader(
                Manifest.of(new ManifestFields(
                        ManifestRules.FORMAT,
                        name,
                        access,
                        publisher,
                        List.copyOf(entries),
                        boot,
                        layout.size(),
                        layout.pieceSize(),
                        hashing.pieces(),
                        hashing.content())),
                files);
    }
}
