package junretsu.users.store.local;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlUnit;
import junretsu.sql.SqlWriter;
import junretsu.users.store.local.YoungGeneration.Entry;

/**
 * Writes young sessions to the tables that find them, a generation in the order of the keys: neighbours share a page,
 * so many logins write one page, where each would have written two. It goes in short steps along with the logins, and
 * by itself where none comes; what a kill or a fault interrupts is done again from its beginning.
 */
final class SessionIndex implements Worker {
    /** With a million sessions, some twenty entries of a generation come to lie in a page. */
    static final int GENERATION_ROWS = 65_536;

    /** So a generation is written when half of the next has come: each login bears a little, none waits for much. */
    private static final int ROWS_A_LOGIN = 4;

    private static final long LOOK_NANOS = 100_000_000;

    /** After a fault, since each try sorts the generation anew. */
    private static final long RETRY_NANOS = 1_000_000_000;

    private static final String THROUGH = "UPDATE session_indexed SET through = max(through, ?)";
    private static final IndexTable KEYS =
            new IndexTable("session_key", (statement, place, entry) -> statement.setLong(place, entry.key()));
    private static final IndexTable USERS =
            new IndexTable("session_user", (statement, place, entry) -> statement.setBytes(place, entry.name()));

    private final SqlWriter writer;
    private final YoungSessions young;
    private final Clock clock;
    private volatile long notBeforeNanos;

    /** Cleared after what the next unit has to see was written. */
    private volatile boolean isUnderWay;

    /** The last one that was begun, and its position at the last look; of this worker's thread. */
    private Filling filling;

    private int seen;

    SessionIndex(SqlWriter writer, YoungSessions young, Clock clock) {
        this.writer = writer;
        this.young = young;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
    }

    static IdlePolicy idlePolicy() {
        return IdlePolicy.every(LOOK_NANOS);
    }

    @Override
    public String role() {
        return "session-index";
    }

    @Override
    public int doWork() {
        if (isUnderWay) {
            goOn();
            return 0;
        }
        if (clock.nanoTime() - notBeforeNanos < 0) {
            return 0;
        }
        YoungGeneration sealed = young.sealed();
        if (!sealed.isEmpty()) {
            isUnderWay = true;
            filling = new Filling(sealed);
            writer.submitAlong(filling);
        } else if (young.growing() >= GENERATION_ROWS) {
            isUnderWay = true;
            writer.submit(new Sealing());
        }
        return 0;
    }

    /** Begins a transaction where none was since the last look, so that a generation is written when few log in. */
    private void goOn() {
        if (filling != null && filling.position == seen) {
            filling.owed += IndexTable.MANY;
            writer.submit(new Company());
        }
        seen = filling == null ? 0 : filling.position;
    }

    /** A transaction's reason. */
    private static final class Company implements SqlUnit {
        @Override
        public void run(SqlSession session) {}

        @Override
        public void done() {}

        @Override
        public void failed(SqlException failure) {}
    }

    private abstract class Unit implements SqlUnit {
        @Override
        public void failed(SqlException failure) {
            notBeforeNanos = clock.nanoTime() + RETRY_NANOS;
            isUnderWay = false;
        }
    }

    /** Begins a new generation: by the writer, so that no login is on its way to the old one. */
    private final class Sealing extends Unit {
        @Override
        public void run(SqlSession session) {
            young.seal();
        }

        @Override
        public void done() {
            isUnderWay = false;
        }
    }

    /**
     * A generation, a step at a time: first by key, then by user. As the first unit of its transaction it knows of all
     * sessions that were deleted before, and one that is deleted behind it takes its entries along.
     */
    private final class Filling extends Unit {
        private final YoungGeneration generation;
        private final int[] byKey;
        private final int[] byUser;
        private final int grown;
        private int rows;
        private volatile int position;

        /** Rows beyond those that are due by logins. */
        private volatile int owed;

        Filling(YoungGeneration generation) {
            this.generation = generation;
            byKey = generation.placesByKey();
            byUser = generation.placesByUser();
            grown = young.growing();
        }

        @Override
        public void run(SqlSession session) throws SQLException {
            int due = ROWS_A_LOGIN * (1 + young.growing() - grown) + owed - position;
            rows = Math.max(ROWS_A_LOGIN, due - due % IndexTable.MANY);
            if (position < byKey.length) {
                KEYS.write(session, step(byKey, position));
            } else {
                USERS.write(session, step(byUser, position - byKey.length));
            }
            if (isLast()) {
                PreparedStatement through = session.prepared(THROUGH);
                through.setLong(1, generation.lastId());
                through.executeUpdate();
            }
        }

        private List<Entry> step(int[] places, int from) {
            return Arrays.stream(places, from, Math.min(from + rows, places.length))
                    .mapToObj(generation::entry)
                    .filter(Objects::nonNull)
                    .toList();
        }

        private boolean isLast() {
            return next() == byKey.length + byUser.length;
        }

        private int next() {
            int end = position < byKey.length ? byKey.length : byKey.length + byUser.length;
            return Math.min(position + rows, end);
        }

        @Override
        public void done() {
            if (isLast()) {
                young.dropSealed();
                isUnderWay = false;
            } else {
                position = next();
                writer.submitAlong(this);
            }
        }
    }
}
