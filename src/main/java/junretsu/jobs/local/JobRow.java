package junretsu.jobs.local;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;

/** The row of a job. */
final class JobRow {
    static final String COLUMNS = "sequence, random, caller, number, priority, state, posted_ms, started_ms, ended_ms,"
            + " cpu_ns, deaths, primes, rest, proven";

    private static final JobState[] STATES = JobState.values();
    private static final String LINE = "\n";

    private JobRow() {}

    /** Reads {@link #COLUMNS}; an open job is a queued one, since nothing on the disk says that it runs. */
    static Job read(ResultSet row) throws SQLException {
        JobState state = STATES[row.getInt(6)];
        String deaths = row.getString(11);
        return new Job(
                new JobId(row.getLong(1), row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                state,
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                deaths == null ? List.of() : List.of(deaths.split(LINE)),
                hasResult(state) ? result(row) : null);
    }

    private static JobResult result(ResultSet row) throws SQLException {
        String primes = row.getString(12);
        return new JobResult(
                primes.isEmpty() ? List.of() : List.of(primes.split(" ")), row.getString(13), row.getInt(14) != 0);
    }

    private static boolean hasResult(JobState state) {
        return state == JobState.COMPLETED || state == JobState.PARTIAL;
    }

    /** Sets primes, rest and proven, from a position on; all null where there is no result. */
    static void setResult(PreparedStatement statement, int position, JobResult result) throws SQLException {
        if (result == null) {
            statement.setNull(position, Types.VARCHAR);
            statement.setNull(position + 1, Types.VARCHAR);
            statement.setNull(position + 2, Types.INTEGER);
        } else {
            statement.setString(position, String.join(" ", result.primes()));
            statement.setString(position + 1, result.rest());
            statement.setInt(position + 2, result.proven() ? 1 : 0);
        }
    }

    /** The deaths as a column holds them. */
    static String text(List<String> deaths) {
        return deaths.isEmpty() ? null : String.join(LINE, deaths);
    }

    /** A sentence that is one line. */
    static String line(String sentence) {
        return sentence.isBlank() ? "no reason" : sentence.replaceAll("\\R", " ");
    }

    static Job queued(JobId id, String caller, String number, int priority, long postedMs) {
        return new Job(id, caller, number, priority, JobState.QUEUED, postedMs, 0, 0, 0, List.of(), null);
    }
}
