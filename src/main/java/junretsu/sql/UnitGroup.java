package junretsu.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import junretsu.base.DistinctErrors;

/** The units of one transaction: run by the writer's thread, then answered, by another one perhaps. */
final class UnitGroup {
    private final List<SqlUnit> units = new ArrayList<>();

    /** By unit: why it failed; null when it did not. */
    private SqlException[] failures;

    int size() {
        return units.size();
    }

    /** The number of units that did not fail. */
    int succeeded() {
        return failures == null
                ? units.size()
                : (int) Arrays.stream(failures)
                        .filter(failure -> failure == null)
                        .count();
    }

    void add(SqlUnit unit) {
        units.add(unit);
    }

    /** Runs all once more, each so that its own failure takes back nothing but what it did. */
    void runApart(SqlSession session) throws SQLException {
        failures = new SqlException[units.size()];
        for (int i = 0; i < failures.length; i++) {
            session.savepoint();
            failures[i] = run(units.get(i), session);
            if (failures[i] == null) {
                session.release();
            } else {
                session.rollbackToSavepoint();
            }
        }
    }

    /**
     * Runs a unit.
     *
     * @return its own fault; null when there was none
     * @throws SQLException for a fault that is not its own
     */
    static SqlException run(SqlUnit unit, SqlSession session) throws SQLException {
        try {
            unit.run(session);
            return null;
        } catch (SQLException e) {
            if (SqlFault.of(e).isOfUnit()) {
                return SqlException.of(e);
            }
            throw e;
        } catch (RuntimeException e) {
            return new SqlException(SqlFault.STATEMENT, e);
        }
    }

    /** Lets all of them have failed. */
    void fail(SqlException failure) {
        failures = new SqlException[units.size()];
        Arrays.fill(failures, failure);
    }

    /** Answers each in the order in which it was submitted; one whose answer throws keeps no other from its own. */
    void answer(SqlCounters counters, DistinctErrors errors) {
        for (int i = 0; i < units.size(); i++) {
            try {
                answer(units.get(i), failures == null ? null : failures[i], counters);
            } catch (RuntimeException e) {
                errors.record("answering what was written to the database", e);
            }
        }
    }

    private static void answer(SqlUnit unit, SqlException failure, SqlCounters counters) {
        if (failure == null) {
            unit.done();
        } else {
            counters.failed(failure.fault());
            unit.failed(failure);
        }
    }
}
