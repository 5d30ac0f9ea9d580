package org.peerboot.tracker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.BootParameters;

/**
 * What of an image may stand in an iPXE script. iPXE knows no quotes: it puts in what <code>${...}</code> stands for, parts
 * a line at blanks, takes a word {@code ||}, {@code &&} or {@code ;} for the end of a command, and one that begins with
 * {@code #} for a comment. What would be more than words of a command line is refused, since nothing can be escaped. A
 * manifest holds no control characters: see {@link org.peerboot.image.Manifest}.
 */
final class BootScriptRules {
    /** COMMAND_LINE_SIZE of x86's and ARM's kernels, which cut off what is longer: the key stands at its end. */
    static final int LONGEST_LINE = 2047;

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9._+@=/-]+");
    private static final Set<String> OF_IPXE = Set.of("||", "&&", ";");

    private BootScriptRules() {}

    /**
     * Why the image is none to load by a script: the thing, the reason, the remedy; absent where it is.
     *
     * @param line the whole command line
     */
    static @Nullable String refusal(BootParameters boot, String line) {
        List<String> files = new ArrayList<>(boot.initrd());
        files.add(boot.kernel());
        Set<String> names = new HashSet<>();
        for (String file : files) {
            String name = BootScript.name(file);
            if (!FILE.matcher(file).matches() || name.startsWith("-")) {
                return "file " + file
                        + " has a name that iPXE would not take for one word; publish it as letters, digits"
                        + " and . _ + @ = -, such as boot/initramfs.img";
            }
            if (!names.add(name)) {
                return "two files are called " + name + ", and iPXE knows one by that name; call them differently";
            }
        }
        if (line.contains("${")) {
            return "its --append holds $ and {, which iPXE replaces; publish it without";
        }
        for (String word : line.split(" ", -1)) {
            if (OF_IPXE.contains(word) || word.startsWith("#")) {
                return "its --append holds a word that ends a command of iPXE's, or a comment; publish it without";
            }
        }
        return line.length() <= LONGEST_LINE
                ? null
                : "the command line has " + line.length() + " characters, and kernels take " + LONGEST_LINE
                        + "; publish it with a shorter --append";
    }
}
