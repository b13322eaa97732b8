package junretsu.sql;

import java.io.Closeable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sessions for questions. They wait for the writer never, nor it for them; each answer is of the last commit at the
 * time of the question. May be called by any thread.
 */
public final class SqlReaders implements Closeable {
    private static final long WAIT_MS_MAX = 5_000;

    private final SqliteFile file;
    private final Semaphore free;
    private final Deque<SqlSession> sessions = new ArrayDeque<>();
    private boolean isClosed;

    SqlReaders(SqliteFile file, int sessionsMax) {
        this.file = file;
        free = new Semaphore(sessionsMax);
    }

    /**
     * Asks a question; the caller's thread waits for a session when all are in use.
     *
     * @throws SqlException when none became free within 5 s, or the question failed
     */
    public <T> T ask(SqlQuery<T> query) throws SqlException {
        if (!acquire()) {
            throw new SqlException(SqlFault.OVERLOADED, null);
        }
        try {
            return answer(query);
        } finally {
            free.release();
        }
    }

    private boolean acquire() {
        try {
            return free.tryAcquire(WAIT_MS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T> T answer(SqlQuery<T> query) throws SqlException {
        SqlSession session = null;
        boolean isWhole = false;
        try {
            session = take();
            session.beginToRead();
            T answer = query.ask(session);
            session.commit();
            isWhole = true;
            return answer;
        } catch (SQLException e) {
            throw file.failure(e);
        } finally {
            giveBack(session, isWhole);
        }
    }

    private SqlSession take() throws SqlException, SQLException {
        synchronized (sessions) {
            if (isClosed) {
                throw new SqlException(SqlFault.CLOSED, null);
            }
            if (!sessions.isEmpty()) {
                return sessions.pop();
            }
        }
        return file.openToRead();
    }

    /** Keeps a session for the next question, unless a question has left it in an unknown state. */
    private void giveBack(SqlSession session, boolean isWhole) throws SqlException {
        if (session == null) {
            return;
        }
        synchronized (sessions) {
            if (isWhole && !isClosed) {
                sessions.push(session);
                return;
            }
        }
        try {
            session.close();
        } catch (IOException e) {
            throw new SqlException(SqlFault.IO, e);
        }
    }

    /** Refuses further questions; those under way are answered. */
    @Override
    public void close() throws IOException {
        synchronized (sessions) {
            isClosed = true;
            for (SqlSession session; (session = sessions.poll()) != null; ) {
                session.close();
            }
        }
    }
}
