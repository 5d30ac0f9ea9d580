package org.peerboot.pbs;

import java.util.regex.Pattern;

/** Which names of PBS's are taken: they end up in file names, URLs and logs. */
final class Names {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
    private static final Pattern VNODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@\\[\\]-]{0,252}");
    private static final Pattern JOB = Pattern.compile("[0-9]{1,18}(\\[[0-9]{0,9}])?(\\.[A-Za-z0-9._-]{1,252})?");
    private static final Pattern WORD = Pattern.compile("[\\p{Graph}&&[^,]]{1,253}");
    /** What JSON has a shorter way to write: qstat and pbsnodes guess types. */
    private static final Pattern GUESSED = Pattern.compile("(?i)[-+]?[0-9.]+(e[-+]?[0-9]+)?|true|false|null");

    private Names() {}

    static boolean isHost(String name) {
        return HOST.matcher(name).matches();
    }

    static boolean isVnode(String name) {
        return VNODE.matcher(name).matches();
    }

    /** Such as {@code 12.server}, {@code 14[].server}, {@code 14[2].server}. */
    static boolean isJob(String id) {
        return JOB.matcher(id).matches();
    }

    /** Queues, users, switches. */
    static boolean isWord(String name) {
        return WORD.matcher(name).matches();
    }

    /** Whether PBS's commands may tell it as a number or a truth value: 007 as 7. */
    static boolean mayBeGuessed(String name) {
        return GUESSED.matcher(name).matches();
    }
}
