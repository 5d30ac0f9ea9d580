package org.peerboot.pbs;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * pbs_server asked by libpbs, over one connection that is kept: a vnode's and a job's attributes come as text, whose type
 * nobody guesses. After a failure the connection is closed, and the next read makes another.
 */
final class LibrarySource implements PbsSource {
    private static final int NONE = -1;

    private final Ifl pbs;
    private int connection = NONE;

    private LibrarySource(Ifl pbs) {
        this.pbs = pbs;
    }

    /**
     * Loads libpbs into this process; connects to nobody yet.
     *
     * @param library where it stands; absent for where PBS is installed
     * @param conf pbs.conf; absent for PBS's own place
     * @throws RefusedException if it cannot be loaded: PBS's commands may do
     */
    static LibrarySource open(@Nullable Path library, @Nullable Path conf) {
        Path file = library == null ? LibraryPath.find(conf) : library;
        try {
            return new LibrarySource(Native.load(file.toString(), Ifl.class));
        } catch (LinkageError e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
            throw new RefusedException(
                    file.toString(), "cannot be loaded (" + why + ")", "read PBS by its commands, or name libpbs", e);
        }
    }

    @Override
    public String name() {
        return "library";
    }

    @Override
    public PbsState read(Warnings warnings) {
        try {
            if (connection == NONE) {
                connect();
            }
            List<Attributes> jobs;
            try (AttributeList wanted = new AttributeList(Kind.JOB.attributes)) {
                jobs = ask("jobs", Kind.JOB, c -> pbs.pbs_statjob(c, null, wanted.first(), "t"));
            }
            List<Attributes> vnodes = ask("vnodes", Kind.VNODE, c -> pbs.pbs_statvnode(c, null, null, null));
            if (vnodes.isEmpty()) {
                throw new RefusedException("pbs_server", "names no vnode", PbsSettings.PBS.remedy());
            }
            List<Attributes> servers = ask("server", Kind.SERVER, c -> pbs.pbs_statserver(c, null, null));
            List<Attributes> reservations =
                    ask("reservations", Kind.RESERVATION, c -> pbs.pbs_statresv(c, null, null, null));
            Attributes server = servers.isEmpty() ? new Attributes("", Map.of()) : servers.get(0);
            return new PbsState(server.get("pbs_version"), server, vnodes, jobs, reservations);
        } catch (RefusedException e) {
            close();
            throw e;
        }
    }

    private void connect() {
        int made = pbs.pbs_connect(null);
        if (made < 0) {
            throw new RefusedException(
                    "pbs_server", "cannot be reached " + words(errno(), null), PbsSettings.PBS.remedy());
        }
        connection = made;
    }

    private List<Attributes> ask(String what, Kind kind, IntFunction<@Nullable Pointer> call) {
        pbs.__pbs_errno_location().setInt(0, 0);
        Pointer status = call.apply(connection);
        if (status == null) {
            int error = errno();
            if (error != 0) {
                String why = "does not tell " + words(error, pbs.pbs_geterrmsg(connection));
                throw new RefusedException("pbs_server, its " + what, why, PbsSettings.PBS.remedy());
            }
            return List.of();
        }
        try {
            return BatchStatus.all(status, kind);
        } finally {
            pbs.pbs_statfree(status);
        }
    }

    /** On the thread that made the call: there is one of each thread. */
    private int errno() {
        return pbs.__pbs_errno_location().getInt(0);
    }

    private static String words(int error, @Nullable String message) {
        return "(error " + error + (message == null || message.isBlank() ? "" : ", " + message.strip()) + ")";
    }

    @Override
    public void close() {
        if (connection != NONE) {
            pbs.pbs_disconnect(connection);
            connection = NONE;
        }
    }
}
