package org.peerboot.peer;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * An access control list on a directory of this daemon's own (acl(5)): it needs no privilege, where chown would. The
 * JDK has no call for it. Loaded when the first user asks for an image of his own.
 */
final class PosixAcl {
    private static final String ATTRIBUTE = "system.posix_acl_access";
    // linux/posix_acl_xattr.h
    private static final int VERSION = 2;
    private static final int USER_OBJ = 1;
    private static final int USER = 2;
    private static final int GROUP_OBJ = 4;
    private static final int MASK = 16;
    private static final int OTHER = 32;
    private static final int NOBODY = -1;
    private static final int READ_WRITE_SEARCH = 7;
    private static final int READ_SEARCH = 5;

    private interface LibC extends Library {
        int setxattr(String path, String name, byte[] value, long size, int flags) throws LastErrorException;

        @Nullable
        Pointer getpwnam(String name);
    }

    private static @Nullable LibC libC;

    private PosixAcl() {}

    /**
     * Lets {@code user} read and search {@code directory}, and nobody else but its owner.
     *
     * @throws RefusedException if there is no such user, or the file system has no such lists
     */
    static synchronized void admit(Path directory, String user) {
        try {
            LibC c = libC();
            Pointer entry = c.getpwnam(user);
            if (entry == null) {
                throw new RefusedException(
                        "user " + user, "is not known on this node", "see that its name service knows him");
            }
            // struct passwd: two pointers, then the uid.
            byte[] list = only(entry.getInt(2L * Native.POINTER_SIZE));
            c.setxattr(directory.toString(), ATTRIBUTE, list, list.length, 0);
        } catch (LastErrorException | LinkageError e) {
            throw new RefusedException(
                    "directory " + directory,
                    "cannot be opened to " + user + " alone (" + e.getMessage() + ")",
                    "keep the cache on a file system with access control lists, such as ext4, xfs or tmpfs",
                    e);
        }
    }

    private static LibC libC() {
        LibC loaded = libC;
        if (loaded == null) {
            loaded = Native.load("c", LibC.class);
            libC = loaded;
        }
        return loaded;
    }

    private static byte[] only(int uid) {
        return ByteBuffer.allocate(4 + 5 * 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(VERSION)
                .putShort((short) USER_OBJ)
                .putShort((short) READ_WRITE_SEARCH)
                .putInt(NOBODY)
                .putShort((short) USER)
                .putShort((short) READ_SEARCH)
                .putInt(uid)
                .putShort((short) GROUP_OBJ)
                .putShort((short) 0)
                .putInt(NOBODY)
                .putShort((short) MASK)
                .putShort((short) READ_SEARCH)
                .putInt(NOBODY)
                .putShort((short) OTHER)
                .putShort((short) 0)
                .putInt(NOBODY)
                .array();
    }
}
