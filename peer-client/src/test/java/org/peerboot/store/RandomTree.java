package org.peerboot.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.peerboot.image.Digest;
import org.peerboot.unix.UnixFiles;

/** Trees with all that an image may hold, from a seed; and what a tree is, in words that can be compared. */
final class RandomTree {
    private static final UnixFiles UNIX = new UnixFiles();
    private static final String[] NAMES = {"a", "b.c", "Ä", "x y", "a-", "a0", ".hidden", "lib64", "\\", "$(x)"};

    private final Random random;
    private final Path root;
    private final List<Path> files = new ArrayList<>();

    private RandomTree(Random random, Path root) {
        this.random = random;
        this.root = root;
    }

    static void make(Path root, long seed, int entries) throws IOException {
        RandomTree tree = new RandomTree(new Random(seed), Files.createDirectory(root));
        List<Path> directories = new ArrayList<>(List.of(root));
        for (int i = 0; i < entries; i++) {
            Path parent = directories.get(tree.random.nextInt(directories.size()));
            Path path = parent.resolve(NAMES[tree.random.nextInt(NAMES.length)] + i);
            if (tree.random.nextInt(6) == 0) {
                directories.add(Files.createDirectory(path));
            } else {
                tree.makeFile(path);
            }
        }
        for (int i = directories.size() - 1; i > 0; i--) {
            tree.dress(directories.get(i), 0700);
        }
    }

    private void makeFile(Path path) throws IOException {
        switch (random.nextInt(6)) {
            case 0 ->
                Files.createSymbolicLink(
                        path, Path.of(random.nextBoolean() ? "/nonexistent" : "../../" + path.getFileName()));
            case 1 -> {
                if (files.isEmpty()) {
                    Files.createFile(path);
                } else {
                    Files.createLink(path, files.get(random.nextInt(files.size())));
                }
            }
            case 2 -> makeSparse(path);
            default -> {
                byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(600_000) : random.nextInt(9000)];
                random.nextBytes(bytes);
                Files.write(path, random.nextInt(8) == 0 ? new byte[0] : bytes);
                dress(path, 0400);
                files.add(path);
            }
        }
    }

    private void makeSparse(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            for (int i = random.nextInt(4); i > 0; i--) {
                byte[] bytes = new byte[1 + random.nextInt(20_000)];
                random.nextBytes(bytes);
                file.seek(random.nextInt(3_000_000));
                file.write(bytes);
            }
            file.setLength(file.length() + random.nextInt(2_000_000));
        }
        dress(path, 0400);
        files.add(path);
    }

    private void dress(Path path, int atLeast) throws IOException {
        if (random.nextInt(5) == 0) {
            byte[] value = new byte[random.nextInt(300)];
            random.nextBytes(value);
            UNIX.setXattr(path, "user.x" + random.nextInt(3), value);
        }
        Durable.mode(path, random.nextInt(01000) | atLeast);
        Files.setLastModifiedTime(path, FileTime.from(1_000_000_000L + random.nextInt(500_000_000), TimeUnit.SECONDS));
    }

    /** Every path below {@code root}: its kind, target, size, data, sum, time, attributes and first name. */
    static SortedMap<String, String> described(Path root, boolean modes) throws IOException {
        SortedMap<String, String> told = new TreeMap<>();
        Map<Object, String> names = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted().skip(1).toList()) {
                told.put(root.relativize(path).toString(), told(path, root, names, modes));
            }
        }
        return told;
    }

    private static String told(Path path, Path root, Map<Object, String> names, boolean modes) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        if (Files.isSymbolicLink(path)) {
            return "symlink to " + Files.readSymbolicLink(path);
        }
        StringBuilder words = new StringBuilder();
        if (Files.isDirectory(path)) {
            words.append("directory");
        } else {
            String first = names.computeIfAbsent(
                    found.get("dev") + " " + found.get("ino"),
                    any -> root.relativize(path).toString());
            long size = (Long) found.get("size");
            words.append("file ")
                    .append(first)
                    .append(' ')
                    .append(UNIX.data(path, size))
                    .append(' ')
                    .append(size);
            words.append(' ').append(Digest.of(Files.readAllBytes(path)).brief());
        }
        if (modes) {
            words.append(' ').append(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        }
        words.append(' ').append(((FileTime) found.get("lastModifiedTime")).to(TimeUnit.SECONDS));
        UNIX.xattrs(path)
                .forEach((name, value) -> words.append(' ').append(name).append(Arrays.toString(value)));
        return words.toString();
    }
}
