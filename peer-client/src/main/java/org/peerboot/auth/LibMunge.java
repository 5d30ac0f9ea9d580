package org.peerboot.auth;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** libmunge.so.2 in this process (munge(3)). A context is made for each call: contexts may not be shared by threads. */
final class LibMunge implements Munge {
    private static final int OPT_SOCKET = 8;
    private static final int MAX_PAYLOAD = 4096;

    // The C function's own names.
    @SuppressWarnings("checkstyle:MethodName")
    private interface Api extends Library {
        @Nullable
        Pointer munge_ctx_create();

        void munge_ctx_destroy(Pointer context);

        int munge_ctx_set(Pointer context, int option, Object... values);

        int munge_encode(PointerByReference credential, Pointer context, Pointer payload, int length);

        int munge_decode(
                String credential,
                Pointer context,
                PointerByReference payload,
                IntByReference length,
                IntByReference uid,
                IntByReference gid);

        String munge_strerror(int code);

        @Nullable
        String munge_ctx_strerror(Pointer context);
    }

    private interface Call<T> {
        T with(Pointer context);
    }

    private final Api api;
    private final @Nullable Path socket;

    private LibMunge(Api api, @Nullable Path socket) {
        this.api = api;
        this.socket = socket;
    }

    /** Absent where the library is not installed, or where JNA finds nowhere to unpack its own. */
    static @Nullable LibMunge load(@Nullable Path socket) {
        try {
            return new LibMunge(Native.load("libmunge.so.2", Api.class), socket);
        } catch (LinkageError e) {
            return null;
        }
    }

    @Override
    public String encode(String payload) {
        return inContext(context -> {
            PointerByReference out = new PointerByReference();
            byte[] bytes = payload.getBytes(StandardCharsets.US_ASCII);
            try (Memory memory = new Memory(Math.max(1, bytes.length))) {
                memory.write(0, bytes, 0, bytes.length);
                int code = api.munge_encode(out, context, memory, bytes.length);
                if (code != 0) {
                    throw new RefusedException(
                            "MUNGE credential",
                            "cannot be made (" + words(context, code) + ")",
                            "start munged on this node, or give a pre-shared key file");
                }
                return out.getValue().getString(0, "US-ASCII");
            } finally {
                free(out);
            }
        });
    }

    @Override
    public Decoded decode(String credential) {
        if (credential.indexOf(0) >= 0) {
            return Decoded.failed(8, "Invalid credential format");
        }
        return inContext(context -> {
            PointerByReference out = new PointerByReference();
            IntByReference length = new IntByReference();
            IntByReference uid = new IntByReference(-1);
            try {
                int code = api.munge_decode(credential, context, out, length, uid, new IntByReference());
                // Replayed, expired and rewound credentials yield their payload all the same; it must be freed.
                if (code != 0) {
                    return Decoded.failed(code, words(context, code));
                }
                if (length.getValue() < 0 || length.getValue() > MAX_PAYLOAD) {
                    return Decoded.failed(3, "Payload of " + length.getValue() + " bytes");
                }
                byte[] payload =
                        out.getValue() == null ? new byte[0] : out.getValue().getByteArray(0, length.getValue());
                return new Decoded(
                        0, api.munge_strerror(0), new String(payload, StandardCharsets.US_ASCII), uid.getValue());
            } finally {
                free(out);
            }
        });
    }

    private <T> T inContext(Call<T> call) {
        Pointer context = api.munge_ctx_create();
        if (context == null) {
            throw new OutOfMemoryError("munge_ctx_create");
        }
        try {
            if (socket != null) {
                api.munge_ctx_set(context, OPT_SOCKET, socket.toString());
            }
            return call.with(context);
        } finally {
            api.munge_ctx_destroy(context);
        }
    }

    /** The context's words name the socket; those of the code alone do not. */
    private String words(Pointer context, int code) {
        String words = api.munge_ctx_strerror(context);
        return words == null || words.isEmpty() ? api.munge_strerror(code) : words;
    }

    private static void free(PointerByReference reference) {
        Pointer pointer = reference.getValue();
        if (pointer != null) {
            Native.free(Pointer.nativeValue(pointer));
        }
    }
}
