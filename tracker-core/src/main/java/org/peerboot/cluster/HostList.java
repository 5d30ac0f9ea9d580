package org.peerboot.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.peerboot.image.RefusedException;

/**
 * Slurm's host lists: {@code n[1-16,20],login1,rack[01-03]n[1-4]}. Widths are kept: {@code n[01-10]} begins with
 * {@code n01}.
 */
public final class HostList {
    /** A list of more names is a slip of the finger: the largest machines have fewer nodes. */
    public static final int MAX_NAMES = 100_000;

    private HostList() {}

    /**
     * The names in the order of the text, each once.
     *
     * @param text a host list; blanks around names do not count
     * @param place where it stands, for errors, such as {@code cluster.yaml line 4}
     * @throws RefusedException naming the position of what is wrong
     */
    public static List<String> parse(String text, String place) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        new HostListReader(text, place).read(names);
        return List.copyOf(names);
    }

    /** {@link #parse(String, String)} of something that was typed. */
    public static List<String> parse(String text) {
        return parse(text, "host list \"" + text + "\"");
    }

    /** The shortest host list for {@code names}, sorted, as Slurm folds: the last number of a name varies. */
    public static String fold(Collection<String> names) {
        return HostListFold.fold(new ArrayList<>(names));
    }
}
