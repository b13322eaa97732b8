package junretsu.sql;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;

/**
 * Copies the log of a database into it, so that the log does not grow. The log begins anew only with a commit that
 * finds all of it copied, which a copy beside a writer that goes on never attains: so this worker copies most of it
 * beside the writer, and the writer copies the short rest between two commits, when it is asked to.
 *
 * <p>{@link #finish} is called by the writer's thread, everything else is this worker's own.
 */
final class Checkpointer implements Worker, Closeable {
    private static final long LOOK_NANOS = 20_000_000;

    /** Pages of the log at which it is copied: 16 MiB. */
    private static final long PAGES_MIN = 4_096;

    /** Pages at which the writer stops for the rest, so that the log does not grow; before, a copy may be whole. */
    private static final long FINISH_PAGES_MIN = 3 * PAGES_MIN;

    /** Pages that the writer copies between two commits in some milliseconds: a copy goes on until so few are left. */
    private static final long REST_PAGES_MAX = 64;

    private static final String LOOK = "PRAGMA wal_checkpoint(NOOP)";
    private static final String COPY = "PRAGMA wal_checkpoint(PASSIVE)";

    private final SqlCounters counters;
    private final DistinctErrors errors;
    private final Clock clock;
    private final SqlSession session;
    private final RandomAccessFile file;
    private volatile boolean isRestWanted;
    private volatile long pages;
    private long copied;

    /**
     * @param session to copy with, which this worker closes
     * @param file the database, which this worker closes
     */
    Checkpointer(SqlSession session, RandomAccessFile file, SqlCounters counters, DistinctErrors errors, Clock clock) {
        this.errors = errors;
        this.session = session;
        this.file = file;
        this.counters = counters;
        this.clock = clock;
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(LOOK_NANOS);
    }

    /** Pages in the log, copied or not, when this worker last looked. */
    long pages() {
        return pages;
    }

    @Override
    public String role() {
        return "sql-checkpointer";
    }

    @Override
    public int doWork() throws SQLException, IOException {
        if (isRestWanted || look() < PAGES_MIN) {
            return 0;
        }
        long begin = clock.nanoTime();
        long before;
        long left = pages - copied;
        do {
            before = left;
            copy();
            left = look();
        } while (left > REST_PAGES_MAX && left < before);
        counters.checkpointed(clock.nanoTime() - begin);
        isRestWanted = left > 0 && pages >= FINISH_PAGES_MIN;
        return 1;
    }

    /** Copies the rest of the log when that is wanted; to be called between two transactions. */
    void finish(SqlSession writer) {
        if (!isRestWanted) {
            return;
        }
        try {
            writer.prepared(COPY).executeQuery().close();
        } catch (SQLException e) {
            errors.record("copying the rest of the log into the database", e);
        } finally {
            isRestWanted = false;
        }
    }

    /**
     * Copies what it can, and has the disk write it. SQLite does that behind the last page only: the writer, who copies
     * that one, would wait for all that was copied before.
     */
    private void copy() throws SQLException, IOException {
        long before = copied;
        session.prepared(COPY).executeQuery().close();
        look();
        if (copied > before) {
            file.getFD().sync();
        }
    }

    /** Returns the pages of the log that are not copied. */
    private long look() throws SQLException {
        try (ResultSet row = session.prepared(LOOK).executeQuery()) {
            row.next();
            pages = row.getLong(2);
            copied = row.getLong(3);
            return pages - copied;
        }
    }

    @Override
    public void close() throws IOException {
        try (file) {
            session.close();
        }
    }
}
