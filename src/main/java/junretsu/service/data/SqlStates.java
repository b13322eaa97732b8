package junretsu.service.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import junretsu.config.StartException;
import junretsu.sql.SqlLook;
import junretsu.sql.SqlSession;

/** A short look at a database, and its state in a report; each copies the database once at most. Stateless. */
public final class SqlStates {
    private SqlStates() {}

    /** A few questions. */
    @FunctionalInterface
    public interface Questions {
        DataLook ask(SqlSession session) throws SQLException;
    }

    /** A check of the rows of a database. */
    @FunctionalInterface
    public interface RowCheck {
        /** @throws StartException when a row cannot be read; its message is a sentence */
        void run(SqlSession session) throws IOException, StartException;
    }

    /**
     * Looks at a database, also while a server writes it. The log of a large one is left out, and the counts say so.
     *
     * @throws StartException when it cannot be read; its message is a sentence
     */
    public static DataLook look(Path database, Questions questions) throws IOException, StartException {
        try (SqlLook look = SqlLook.glance(database)) {
            return look(database, look, questions);
        }
    }

    private static DataLook look(Path database, SqlLook look, Questions questions) throws StartException {
        try {
            DataLook found = questions.ask(look.session());
            return look.isWithoutLog()
                    ? new DataLook(found.event(), found.sinceMs(), found.counts() + "; its log holds more")
                    : found;
        } catch (SQLException e) {
            throw new StartException(
                    "cannot read " + database
                            + (look.isWithoutLog()
                                    ? " without its log, which is too large for a short look ('junretsu data verify'"
                                            + " reads both)"
                                    : "")
                            + ": " + e.getMessage(),
                    e);
        }
    }

    /** Checks a database, its log, and its rows where they can be read. */
    public static void report(Path database, FileReport report, RowCheck rows) throws IOException {
        try (SqlLook look = SqlLook.open(database)) {
            boolean isReadable = add(look.states(), report);
            add(SqlLook.statesOfLog(database), report);
            if (isReadable) {
                report.check(database, () -> rows.run(look.session()));
            }
        } catch (StartException e) {
            report.damaged(database, -1, e.getMessage());
            add(SqlLook.statesOfLog(database), report);
        }
    }

    /** Returns false when one is damaged. */
    private static boolean add(List<SqlLook.FileState> states, FileReport report) {
        boolean isWhole = true;
        for (SqlLook.FileState state : states) {
            if (state.isWhole()) {
                report.whole(state.file(), state.sentence());
            } else if (state.isLost()) {
                report.damaged(state.file(), state.at(), state.sentence());
                isWhole = false;
            } else {
                report.mended(state.file(), state.at(), state.sentence());
            }
        }
        return isWhole;
    }
}
