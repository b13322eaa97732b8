package junretsu.jobs.share;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;
import junretsu.sql.SqlSession;

/** The rows of {@code posts.db}, see {@code sql/posts/001.sql}. */
final class PostRow {
    static final String SELECT = "SELECT id, caller, number, priority, posted_ms, state, started_ms, ended_ms, cpu_ns,"
            + " deaths, primes, rest, proven FROM post";

    private static final String INSERT =
            "INSERT INTO post (id, caller, number, priority, posted_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String END = "UPDATE post SET state = ?, started_ms = ?, ended_ms = ?, cpu_ns = ?, deaths = ?,"
            + " primes = ?, rest = ?, proven = ? WHERE id = ? AND (ended_ms IS NULL OR state = 'failed')";
    private static final String REOPEN = "UPDATE post SET state = NULL, ended_ms = NULL WHERE id = ?";
    private static final String DELETE =
            "DELETE FROM post WHERE id IN (SELECT id FROM post WHERE ended_ms < ? ORDER BY ended_ms LIMIT ?)";

    private PostRow() {}

    /** The job of a row; one whose end was not heard of is a queued one. */
    static Job read(ResultSet row) throws SQLException {
        String state = row.getString(6);
        String deaths = row.getString(10);
        String primes = row.getString(11);
        return new Job(
                JobId.parse(row.getString(1)),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                state == null ? JobState.QUEUED : JobState.valueOf(state.toUpperCase(Locale.ROOT)),
                row.getLong(5),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                deaths == null ? List.of() : List.of(deaths.split("\n")),
                primes == null
                        ? null
                        : new JobResult(
                                primes.isEmpty() ? List.of() : List.of(primes.split(" ")),
                                row.getString(12),
                                row.getInt(13) != 0));
    }

    /** Writes a job down, unless it is there. */
    static void insert(SqlSession session, Job job) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        insert.setString(1, job.id().toString());
        insert.setString(2, job.caller());
        insert.setString(3, job.number());
        insert.setInt(4, job.priority());
        insert.setLong(5, job.postedMs());
        insert.executeUpdate();
    }

    /** Writes down a job's end, if the job is there and its end is not, or was a failure: another node put it back. */
    static void end(SqlSession session, Job job) throws SQLException {
        PreparedStatement end = session.prepared(END);
        end.setString(1, job.state().text());
        end.setLong(2, job.startedMs());
        end.setLong(3, job.endedMs());
        end.setLong(4, job.cpuNanos());
        end.setString(5, job.deaths().isEmpty() ? null : String.join("\n", job.deaths()));
        if (job.result() == null) {
            end.setNull(6, Types.VARCHAR);
            end.setNull(7, Types.VARCHAR);
            end.setNull(8, Types.INTEGER);
        } else {
            end.setString(6, String.join(" ", job.result().primes()));
            end.setString(7, job.result().rest());
            end.setInt(8, job.result().proven() ? 1 : 0);
        }
        end.setString(9, job.id().toString());
        end.executeUpdate();
    }

    /** Forgets a job's end. */
    static void reopen(SqlSession session, JobId id) throws SQLException {
        PreparedStatement reopen = session.prepared(REOPEN);
        reopen.setString(1, id.toString());
        reopen.executeUpdate();
    }

    /** Deletes some of the jobs that ended before a time. */
    static void deleteEnded(SqlSession session, long beforeMs, int limit) throws SQLException {
        PreparedStatement delete = session.prepared(DELETE);
        delete.setLong(1, beforeMs);
        delete.setInt(2, limit + 1);
        delete.executeUpdate();
    }
}
