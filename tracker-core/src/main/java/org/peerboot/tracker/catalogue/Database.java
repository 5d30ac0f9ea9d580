package org.peerboot.tracker.catalogue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file and the one thread that touches it. WAL with synchronous FULL: a transaction that was answered
 * survives loss of power. The file must lie on a local disk: WAL does not work over NFS.
 */
final class Database implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final Path file;
    private final Connection connection;
    private final ExecutorService writer;

    /** A piece of work inside one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.writer = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "tracker-db");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws RefusedException if the file cannot be opened or was written by a newer release */
    static Database open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(5000);
        Connection connection = null;
        try {
            connection = config.createConnection("jdbc:sqlite:" + file);
            Migrations.run(connection, file);
            connection.setAutoCommit(false);
            return new Database(file, connection);
        } catch (SQLException e) {
            RefusedException refused = refused(file, e);
            close(connection, refused);
            throw refused;
        } catch (RefusedException e) {
            close(connection, e);
            throw e;
        }
    }

    private static void close(@Nullable Connection connection, RefusedException because) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Runs {@code work} in a transaction and waits for it. When this returns, it is on the disk. */
    <T> T transaction(Work<T> work) {
        try {
            return writer.submit(() -> run(work)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw refused(file, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw refused(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(file, e);
        }
    }

    private <T> T run(Work<T> work) throws SQLException {
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private static RefusedException refused(Path file, Throwable why) {
        return new RefusedException(
                "database " + file,
                "cannot be used (" + why + ")",
                "check its disk's room and rights, and that no other tracker runs on it",
                why);
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA optimize");
            }
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw refused(file, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
