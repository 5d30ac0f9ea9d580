package org.peerboot.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.peerboot.image.RefusedException;

/** Lines of plugstack.conf and of what it includes, as Slurm reads them: spank(7). */
final class PlugstackFile {
    /** A file that includes itself ends here. */
    private static final int MAX_DEPTH = 8;

    /** One plugin's. */
    record Line(Path file, int number, String requirement, String plugin) {}

    private PlugstackFile() {}

    /** @return none where the file is not there */
    static List<Line> read(Path file) {
        List<Line> lines = new ArrayList<>();
        if (Files.exists(file)) {
            read(file, 0, lines);
        }
        return lines;
    }

    private static void read(Path file, int depth, List<Line> into) {
        int number = 0;
        for (String text : text(file)) {
            number++;
            String[] words = text.replaceFirst("#.*", "").strip().split("\\s+");
            if (words.length > 1 && words[0].equals("include") && depth < MAX_DEPTH) {
                for (Path included : matching(file.resolveSibling(words[1]))) {
                    read(included, depth + 1, into);
                }
            } else if (words.length > 1) {
                into.add(new Line(file, number, words[0], words[1]));
            }
        }
    }

    private static List<Path> matching(Path pattern) {
        Path directory = pattern.getParent();
        Path name = pattern.getFileName();
        if (directory == null || name == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, name.toString())) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        files.sort(null);
        return files;
    }

    private static List<String> text(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RefusedException unreadable(Path place, IOException e) {
        return new RefusedException(place.toString(), "cannot be read (" + e + ")", "look as root", e);
    }
}
