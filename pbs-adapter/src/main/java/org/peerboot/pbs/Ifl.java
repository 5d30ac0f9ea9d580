package org.peerboot.pbs;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The functions of libpbs that are used, as pbs_ifl.h declares them. None of pbs_selstat: "" there kills the server. */
@SuppressWarnings("checkstyle:MethodName") // PBS's own names
interface Ifl extends Library {
    int pbs_connect(@Nullable String server);

    int pbs_disconnect(int connection);

    @Nullable
    Pointer pbs_statserver(int connection, @Nullable Pointer attributes, @Nullable String extend);

    @Nullable
    Pointer pbs_statvnode(int connection, @Nullable String id, @Nullable Pointer attributes, @Nullable String extend);

    @Nullable
    Pointer pbs_statjob(int connection, @Nullable String id, @Nullable Pointer attributes, @Nullable String extend);

    @Nullable
    Pointer pbs_statresv(int connection, @Nullable String id, @Nullable Pointer attributes, @Nullable String extend);

    void pbs_statfree(Pointer status);

    @Nullable
    String pbs_geterrmsg(int connection);

    /** Where this thread's pbs_errno stands. */
    Pointer __pbs_errno_location();
}
