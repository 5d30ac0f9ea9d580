package org.peerboot.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The open files of one image: at most {@link #MAX} that nobody uses at the moment, least recently used first to go. An
 * image may have a hundred thousand files, a process 1024 descriptors.
 */
final class OpenFiles implements AutoCloseable {
    static final int MAX = 64;

    /** A file that is made here is the daemon's alone until its image is sealed. */
    static final FileAttribute<Set<PosixFilePermission>> OURS =
            PosixFilePermissions.asFileAttribute(Durable.permissions(0600));

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> READ_WRITE = Set.of(
            StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    /** What is done with an open file. */
    interface Use<T> {
        T with(FileChannel channel) throws IOException;
    }

    /** A change of names. */
    interface Move {
        void run() throws IOException;
    }

    private static final class Handle {
        final FileChannel channel;
        int users;
        boolean dropped;

        Handle(FileChannel channel) {
            this.channel = channel;
        }
    }

    /** Guarded by itself, as are the handles' counts and the fields below. */
    private final Map<Integer, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);

    private final IntFunction<Path> paths;
    private Set<OpenOption> options = READ_WRITE;
    private boolean closed;

    OpenFiles(IntFunction<Path> paths) {
        this.paths = paths;
    }

    /** From now on files are opened for reading alone. */
    void readOnly() throws IOException {
        synchronized (handles) {
            options = READ;
        }
        dropAll();
    }

    /** Runs {@code move}, which changes what the paths are, while no file is being opened. */
    void moved(Move move) throws IOException {
        synchronized (handles) {
            move.run();
        }
    }

    <T> T use(int index, Use<T> use) throws IOException {
        while (true) {
            Handle handle = acquire(index);
            try {
                return use.with(handle.channel);
            } catch (ClosedByInterruptException e) {
                drop(index, handle);
                throw e;
            } catch (ClosedChannelException e) {
                // Another thread was interrupted inside this channel, which closes it for everybody.
                drop(index, handle);
                synchronized (handles) {
                    if (closed) {
                        throw e;
                    }
                }
            } finally {
                release(handle);
            }
        }
    }

    private Handle acquire(int index) throws IOException {
        List<FileChannel> surplus = new ArrayList<>();
        try {
            synchronized (handles) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                Handle handle = handles.get(index);
                if (handle == null) {
                    handle = new Handle(FileChannel.open(paths.apply(index), options, OURS));
                    handles.put(index, handle);
                    collectSurplus(surplus);
                }
                handle.users++;
                return handle;
            }
        } finally {
            closeAll(surplus);
        }
    }

    private void collectSurplus(List<FileChannel> surplus) {
        Iterator<Handle> eldest = handles.values().iterator();
        while (handles.size() > MAX && eldest.hasNext()) {
            Handle handle = eldest.next();
            if (handle.users == 0 && eldest.hasNext()) {
                eldest.remove();
                surplus.add(handle.channel);
            }
        }
    }

    private void release(Handle handle) throws IOException {
        boolean last;
        synchronized (handles) {
            handle.users--;
            last = handle.users == 0 && handle.dropped;
        }
        if (last) {
            handle.channel.close();
        }
    }

    private void drop(int index, Handle handle) {
        synchronized (handles) {
            handles.remove(index, handle);
            handle.dropped = true;
        }
    }

    private void dropAll() throws IOException {
        List<FileChannel> idle = new ArrayList<>();
        synchronized (handles) {
            for (Handle handle : handles.values()) {
                handle.dropped = true;
                if (handle.users == 0) {
                    idle.add(handle.channel);
                }
            }
            handles.clear();
        }
        closeAll(idle);
    }

    private static void closeAll(List<FileChannel> channels) throws IOException {
        IOException first = null;
        for (FileChannel channel : channels) {
            first = closed(channel, first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable IOException closed(FileChannel channel, @Nullable IOException first) {
        try {
            channel.close();
            return first;
        } catch (IOException e) {
            if (first == null) {
                return e;
            }
            first.addSuppressed(e);
            return first;
        }
    }

    int count() {
        synchronized (handles) {
            return handles.size();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (handles) {
            closed = true;
        }
        dropAll();
    }
}
