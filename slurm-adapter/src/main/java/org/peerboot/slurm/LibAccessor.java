package org.peerboot.slurm;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** libpeerboot-slurm.so in this process. libslurm may block a call for a minute, and may end the process. */
final class LibAccessor implements Accessor {
    private static final int ABI = 1;
    private static final int NO_CHANGE = -1;
    private static final int OTHER_VERSION = -2;
    private static final int ERROR_SIZE = 512;
    /** 10,000 nodes and 20,000 jobs take 3 MB. */
    private static final long MAX_SIZE = 256L << 20;

    private static final String COMMANDS_REMEDY = "read Slurm by its commands, or build the library with this Slurm";

    // The C function's own names.
    @SuppressWarnings("checkstyle:MethodName")
    private interface Api extends Library {
        int peerboot_slurm_abi();

        String peerboot_slurm_version();

        int peerboot_slurm_open(byte @Nullable [] conf, byte[] error, int errorSize);

        int peerboot_slurm_read(
                int kind,
                LongByReference since,
                PointerByReference records,
                LongByReference size,
                byte[] error,
                int errorSize);

        void peerboot_slurm_free(@Nullable Pointer records);

        void peerboot_slurm_close();
    }

    private final Api api;
    private final byte[] error = new byte[ERROR_SIZE];

    private LibAccessor(Api api) {
        this.api = api;
    }

    /**
     * @param slurmConf where it is not where Slurm looks for it
     * @throws RefusedException if the library or libslurm cannot be loaded, are of other versions, or slurm.conf cannot
     *     be read
     */
    static LibAccessor open(Path library, @Nullable Path slurmConf) {
        Api api;
        try {
            api = Native.load(library.toString(), Api.class);
            int abi = api.peerboot_slurm_abi();
            if (abi != ABI) {
                throw new RefusedException(
                        library.toString(),
                        "has the functions of release " + abi + ", not " + ABI,
                        "install the library that came with this Peerboot");
            }
        } catch (LinkageError e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
            throw new RefusedException(library.toString(), "cannot be loaded (" + why + ")", COMMANDS_REMEDY, e);
        }
        LibAccessor accessor = new LibAccessor(api);
        byte[] conf = slurmConf == null ? null : (slurmConf + "\0").getBytes(StandardCharsets.UTF_8);
        int code = api.peerboot_slurm_open(conf, accessor.error, ERROR_SIZE);
        if (code != 0) {
            throw new RefusedException(
                    library.toString(),
                    accessor.words(code),
                    code == OTHER_VERSION ? COMMANDS_REMEDY : "put slurm.conf where it can be read, or set SLURM_CONF");
        }
        return accessor;
    }

    @Override
    public String version() {
        return api.peerboot_slurm_version();
    }

    @Override
    public @Nullable Answer read(Kind kind, long since) {
        LongByReference when = new LongByReference(since);
        LongByReference size = new LongByReference();
        PointerByReference out = new PointerByReference();
        int code = api.peerboot_slurm_read(kind.number, when, out, size, error, ERROR_SIZE);
        Pointer records = out.getValue();
        try {
            if (code == NO_CHANGE) {
                return null;
            }
            if (code != 0 || records == null) {
                throw new RefusedException(
                        "slurmctld, its " + kind, words(code), "see that 'scontrol ping' says UP; asked again later");
            }
            if (size.getValue() <= 0 || size.getValue() > MAX_SIZE) {
                throw new RefusedException(
                        "slurmctld, its " + kind, "are " + size.getValue() + " bytes", COMMANDS_REMEDY);
            }
            byte[] bytes = records.getByteArray(0, (int) size.getValue());
            return new Answer(when.getValue(), new RecordTable(kind.toString(), bytes));
        } finally {
            api.peerboot_slurm_free(records);
        }
    }

    @Override
    public void close() {
        api.peerboot_slurm_close();
    }

    private String words(int code) {
        int end = 0;
        while (end < error.length && error[end] != 0) {
            end++;
        }
        String words = new String(error, 0, end, StandardCharsets.UTF_8);
        Arrays.fill(error, (byte) 0);
        return (words.isEmpty() ? "fails" : words) + (code > 0 ? " (error " + code + ")" : "");
    }
}
