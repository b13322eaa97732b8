package junretsu.jobs.local;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.sql.SqlSession;

/** The statements about the table of jobs, {@code junretsu/sql/jobs/001.sql}. One thread a session. */
final class JobTable {
    private static final String SELECT = "SELECT " + JobRow.COLUMNS + " FROM job ";
    private static final String ONE = SELECT + "WHERE sequence = ?";
    private static final String NEXT = SELECT + "WHERE sequence >= ? AND state = 0 ORDER BY sequence LIMIT ?";
    private static final String LAST = "SELECT max(sequence) FROM job";
    private static final String FAILED = "SELECT count(*) FROM job WHERE state = 4 AND state > 2";
    private static final String OPEN = "SELECT sequence, caller, priority FROM job WHERE state = 0 ORDER BY sequence";
    private static final String OPEN_SIZE = "SELECT sum(jobs), count(*), sum(length(caller)) FROM"
            + " (SELECT caller, count(*) AS jobs FROM job WHERE state = 0 GROUP BY caller)";
    private static final String INSERT =
            "INSERT INTO job (sequence, random, caller, number, priority, state, posted_ms)"
                    + " VALUES (?, ?, ?, ?, ?, 0, ?)";
    private static final String UPDATE =
            "UPDATE job SET state = ?, started_ms = ?, ended_ms = ?, expires_ms = ?, cpu_ns = ?, deaths = ?,"
                    + " primes = ?, rest = ?, proven = ? WHERE sequence = ?";
    private static final String DEATHS_MAX = "SELECT deaths_max FROM job WHERE sequence = ?";
    private static final String SET_DEATHS_MAX = "UPDATE job SET deaths_max = ? WHERE sequence = ?";
    private static final String EXPIRED =
            "SELECT sequence FROM job WHERE expires_ms IS NOT NULL AND expires_ms < ?" + " ORDER BY expires_ms LIMIT ?";
    private static final String DELETE = "DELETE FROM job WHERE sequence = ?";

    private JobTable() {}

    /** A job, queued or ended; null when there is none of this sequence number. */
    static Job read(SqlSession session, long sequence) throws SQLException {
        PreparedStatement select = session.prepared(ONE);
        select.setLong(1, sequence);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? JobRow.read(row) : null;
        }
    }

    /** The same; null when the ID was guessed. */
    static Job read(SqlSession session, JobId id) throws SQLException {
        Job job = read(session, id.sequence());
        return job != null && job.id().equals(id) ? job : null;
    }

    /** Open jobs from a sequence number on. */
    static List<Job> next(SqlSession session, long sequence, int limit) throws SQLException {
        PreparedStatement select = session.prepared(NEXT);
        select.setLong(1, sequence);
        select.setInt(2, limit);
        return jobs(select);
    }

    private static List<Job> jobs(PreparedStatement select) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                jobs.add(JobRow.read(rows));
            }
        }
        return jobs;
    }

    /** The highest sequence number of a job that is still there; 0 when there is none. */
    static long last(SqlSession session) throws SQLException {
        return number(session.prepared(LAST));
    }

    static long failed(SqlSession session) throws SQLException {
        return number(session.prepared(FAILED));
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Takes the open jobs, in the order of their sequence numbers. */
    interface OpenVisitor {
        /** Returns whether to go on. */
        boolean open(long sequence, String caller, int priority);
    }

    /** Returns whether the visitor took all of them. */
    static boolean visitOpen(SqlSession session, OpenVisitor visitor) throws SQLException {
        try (ResultSet rows = session.prepared(OPEN).executeQuery()) {
            while (rows.next()) {
                if (!visitor.open(rows.getLong(1), rows.getString(2), rows.getInt(3))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The open jobs, their callers, and the characters of all of these callers' names. */
    record OpenSize(long jobs, long callers, long nameLength) {}

    static OpenSize openSize(SqlSession session) throws SQLException {
        try (ResultSet row = session.prepared(OPEN_SIZE).executeQuery()) {
            row.next();
            return new OpenSize(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    static void insert(SqlSession session, Job job) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        insert.setLong(1, job.id().sequence());
        insert.setLong(2, job.id().random());
        insert.setString(3, job.caller());
        insert.setString(4, job.number());
        insert.setInt(5, job.priority());
        insert.setLong(6, job.postedMs());
        insert.executeUpdate();
    }

    /**
     * Writes how a job stands, without what never changes.
     *
     * @param expiresMs 0 for one that is open
     */
    static void update(SqlSession session, Job job, long expiresMs) throws SQLException {
        PreparedStatement update = session.prepared(UPDATE);
        update.setInt(1, job.state().ordinal());
        set(update, 2, job.startedMs());
        set(update, 3, job.endedMs());
        set(update, 4, expiresMs);
        update.setLong(5, job.cpuNanos());
        update.setString(6, JobRow.text(job.deaths()));
        JobRow.setResult(update, 7, job.result());
        update.setLong(10, job.id().sequence());
        update.executeUpdate();
    }

    private static void set(PreparedStatement statement, int position, long timeMs) throws SQLException {
        statement.setObject(position, timeMs == 0 ? null : timeMs);
    }

    /** Deaths at which a job fails; 0 for as many as any. */
    static int deathsMax(SqlSession session, long sequence) throws SQLException {
        PreparedStatement select = session.prepared(DEATHS_MAX);
        select.setLong(1, sequence);
        return (int) number(select);
    }

    static void setDeathsMax(SqlSession session, long sequence, int deathsMax) throws SQLException {
        PreparedStatement update = session.prepared(SET_DEATHS_MAX);
        update.setInt(1, deathsMax);
        update.setLong(2, sequence);
        update.executeUpdate();
    }

    /** Sequence numbers of jobs whose time is over, the oldest first. */
    static List<Long> expired(SqlSession session, long nowMs, int limit) throws SQLException {
        PreparedStatement select = session.prepared(EXPIRED);
        select.setLong(1, nowMs);
        select.setInt(2, limit);
        List<Long> sequences = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                sequences.add(rows.getLong(1));
            }
        }
        return sequences;
    }

    static void delete(SqlSession session, long sequence) throws SQLException {
        PreparedStatement delete = session.prepared(DELETE);
        delete.setLong(1, sequence);
        delete.executeUpdate();
    }

    /**
     * Jobs, the newest first.
     *
     * @param caller null for all
     * @param states empty for all
     * @param before only those of a smaller sequence number
     */
    static List<Job> list(SqlSession session, String caller, Set<JobState> states, long before, int limit)
            throws SQLException {
        StringBuilder sql = new StringBuilder(SELECT).append("WHERE sequence < ?");
        sql.append(caller == null ? "" : " AND caller = ?").append(condition(states));
        PreparedStatement select =
                session.prepared(sql.append(" ORDER BY sequence DESC LIMIT ?").toString());
        select.setLong(1, before);
        if (caller != null) {
            select.setString(2, caller);
        }
        select.setInt(caller == null ? 2 : 3, limit);
        return jobs(select);
    }

    /** In words that an index is made for, where there is one. */
    private static String condition(Set<JobState> states) {
        if (states.isEmpty()) {
            return "";
        }
        if (states.equals(Set.of(JobState.QUEUED))) {
            return " AND state = 0";
        }
        List<String> numbers = states.stream()
                .map(state -> Integer.toString(state.ordinal()))
                .sorted()
                .toList();
        boolean isRare = numbers.get(0).compareTo("2") > 0;
        return " AND state IN (" + String.join(", ", numbers) + ")" + (isRare ? " AND state > 2" : "");
    }
}
