package org.peerboot.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image of files and trees on disk, read as the caller. A path that the caller names may be a symbolic link, such
 * as {@code /vmlinuz}, and what it points to is taken; below it symlinks are taken as what they are.
 */
public final class ManifestBuilder {
    private static final String BOOT = "boot/";

    private final ImageName name;
    private final Access access;
    private final Publisher publisher;
    private final Map<String, Source> sources = new TreeMap<>(Paths.ORDER);
    private @Nullable String kernel;
    private final List<String> initrd = new ArrayList<>();
    private String append = "";
    private FileExtras extras = FileExtras.NONE;

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

    /** Who tells of the holes and attributes of what is added from now on. */
    public ManifestBuilder extras(FileExtras teller) {
        extras = teller;
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
     * @throws RefusedException if it is not there, is of a kind that no image holds, or stands in the image already
     */
    public ManifestBuilder add(Path onDisk, String path) {
        try {
            Path real = onDisk.toRealPath();
            if (!Source.isDirectory(real)) {
                put(path, Source.alone(real, path, isUsers()));
            } else if (path.isEmpty()) {
                addContent(real, "");
            } else {
                addFromTree(real, path);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "file " + onDisk, "cannot be read (" + e + ")", "name a file that you may read", e);
        }
        return this;
    }

    private boolean isUsers() {
        return ManifestRules.isUsers(name, access);
    }

    private void addFromTree(Path file, String path) throws IOException {
        put(path, Source.inTree(file, path, isUsers(), extras));
        if (Source.isDirectory(file)) {
            addContent(file, path + "/");
        }
    }

    private void addContent(Path directory, String prefix) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.sorted().toList()) {
                addFromTree(child, prefix + child.getFileName());
            }
        }
    }

    private void put(String path, Source source) {
        String fault = Paths.fault(path);
        if (fault != null) {
            throw new RefusedException(
                    "path \"" + Paths.shown(path) + "\" in image " + name, fault, "choose another path for it");
        }
        Source before = sources.get(path);
        boolean sameDirectory = before != null && isDirectory(before.entry()) && isDirectory(source.entry());
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
            sources.putIfAbsent(up, Source.madeUp(up));
        }
    }

    private static boolean isDirectory(Entry entry) {
        return entry.kind() == Entry.Kind.DIRECTORY;
    }

    /** The sources, the second and later names of a file as links to the first. */
    private List<Source> linked() {
        Map<Object, String> first = new HashMap<>();
        List<Source> linked = new ArrayList<>(sources.size());
        for (Source source : sources.values()) {
            String path = source.entry().path();
            String earlier = source.inode() == null ? null : first.putIfAbsent(source.inode(), path);
            linked.add(earlier == null ? source : new Source(source.file(), null, Entry.link(path, earlier)));
        }
        return linked;
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
        List<Source> all = linked();
        PieceLayout layout = PieceLayout.of(
                all.stream().mapToLong(source -> source.entry().stored()).sum());
        Hashing hashing = new Hashing(layout, progress);
        List<Entry> entries = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (Source source : all) {
            Entry entry = source.entry();
            Path file = source.file();
            if (file != null && entry.isFile()) {
                entries.add(entry.withSha256(hashing.file(file, entry)));
                files.add(file);
            } else {
                entries.add(entry);
            }
        }
        boolean format2 = entries.stream().anyMatch(Entry::needsFormat2);
        return new ImageReader(
                Manifest.of(new ManifestFields(
                        format2 ? ManifestRules.FORMAT_2 : ManifestRules.FORMAT_1,
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
