package junretsu.users.store.local;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.base.Clock;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlException;
import junretsu.sql.SqlQuestions;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlUnit;
import junretsu.users.account.Session;
import junretsu.users.account.SessionStore;
import junretsu.users.store.Recent;
import junretsu.users.store.SessionBytes;
import junretsu.users.store.SessionLimits;
import junretsu.users.store.Unavailable;

/** Sessions in SQLite. */
final class LocalSessionStore implements SessionStore {
    /** Of some 131,072 sessions. */
    private static final int RECENT_BYTES = 32 << 20;

    private final SqlDatabase database;
    private final SqlQuestions questions;
    private final SessionTable table;
    private final SessionLimits limits;
    private final Clock clock;
    private final Recent<Session> recent = new Recent<>(RECENT_BYTES, SessionBytes::of, SessionBytes::read);

    LocalSessionStore(
            SqlDatabase database, SqlQuestions questions, SessionTable table, SessionLimits limits, Clock clock) {
        this.database = database;
        this.questions = questions;
        this.table = table;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> open(Session session) {
        return new Opening(session) {
            @Override
            protected List<Session> makeRoom(SqlSession writing) throws SQLException {
                return table.deleteOld(writing, session);
            }
        }.submit(database.writer());
    }

    @Override
    public CompletionStage<Void> openOnly(Session session) {
        return new Opening(session) {
            @Override
            protected List<Session> makeRoom(SqlSession writing) throws SQLException {
                return table.deleteAll(writing, session.username(), null);
            }
        }.submit(database.writer());
    }

    @Override
    public CompletionStage<Session> find(byte[] tokenHash) {
        Session known = recent.get(tokenHash);
        if (known != null) {
            return CompletableFuture.completedFuture(live(known));
        }
        Long place = table.place(tokenHash);
        long generation = recent.generation(tokenHash);
        return Unavailable.instead(questions.ask(reading -> {
            Session read = SessionTable.find(reading, tokenHash, place);
            if (read != null) {
                recent.fill(tokenHash, read, generation);
            }
            return read == null ? null : live(read);
        }));
    }

    private Session live(Session session) {
        return limits.isOver(session, clock.epochMillis()) ? null : session;
    }

    @Override
    public void touch(Session found, long nowMs) {
        if (nowMs - found.seenMs() < TOUCH_MS_MIN) {
            return;
        }
        recent.replace(found.tokenHash(), found, found.seenAt(nowMs));
        database.writer().submit(new SqlUnit() {
            @Override
            public void run(SqlSession session) throws SQLException {
                table.touch(session, found.tokenHash(), nowMs);
            }

            @Override
            public void done() {}

            @Override
            public void failed(SqlException failure) {}
        });
    }

    @Override
    public CompletionStage<Boolean> end(String username, byte[] tokenHash) {
        return new Ending<Boolean>() {
            @Override
            protected List<Session> write(SqlSession session) throws SQLException {
                return table.delete(session, username, tokenHash);
            }

            @Override
            protected Boolean answer(long live) {
                return live > 0;
            }
        }.submit(database.writer());
    }

    @Override
    public CompletionStage<Integer> endAll(String username, byte[] exceptHash) {
        return new Ending<Integer>() {
            @Override
            protected List<Session> write(SqlSession session) throws SQLException {
                return table.deleteAll(session, username, exceptHash);
            }

            @Override
            protected Integer answer(long live) {
                return (int) live;
            }
        }.submit(database.writer());
    }

    @Override
    public CompletionStage<List<Session>> list(String username) {
        String places = table.places(username);
        long nowMs = clock.epochMillis();
        return Unavailable.instead(questions.ask(
                reading -> SessionTable.list(reading, username, places, limits.usedAfterMs(nowMs), nowMs)));
    }

    /** Takes note that a session's row was deleted or never written; called by the writer's thread if it was begun. */
    void gone(Session session) {
        table.young().remove(session);
        forget(session);
    }

    private void forget(Session session) {
        recent.changed(session.tokenHash(), null);
    }

    @Override
    public String problem() {
        String problem = database.writer().problem();
        return problem == null ? null : "sessions cannot be written: " + problem;
    }

    /** A change after which sessions are gone; of those that were over already nobody is told. */
    private abstract class Ending<A> extends WriteUnit<List<Session>, A> {
        /** The answer for so many sessions that were not over. */
        protected abstract A answer(long live);

        @Override
        protected final A written(List<Session> ended) {
            ended.forEach(LocalSessionStore.this::gone);
            return answer(
                    ended.stream().filter(session -> live(session) != null).count());
        }

        @Override
        protected void unknown(List<Session> perhapsEnded) {
            if (perhapsEnded != null) {
                perhapsEnded.forEach(LocalSessionStore.this::forget);
            }
        }
    }

    /** A session's beginning, and the end of those that make room for it. */
    private abstract class Opening extends Ending<Void> {
        private final Session session;

        Opening(Session session) {
            this.session = session;
        }

        /** Returns those that were deleted. */
        protected abstract List<Session> makeRoom(SqlSession writing) throws SQLException;

        @Override
        protected final List<Session> write(SqlSession writing) throws SQLException {
            List<Session> ended = makeRoom(writing);
            table.insert(writing, session);
            return ended;
        }

        @Override
        protected final Void answer(long live) {
            recent.changed(session.tokenHash(), session);
            return null;
        }

        @Override
        protected final void unknown(List<Session> perhapsEnded) {
            super.unknown(perhapsEnded);
            // A row that is there all the same is nobody's: its token was never told.
            gone(session);
        }
    }
}
