package junretsu.jobs.local;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.Posting;
import junretsu.sql.SqlSession;

/** The statements about the postings that came with an idempotency key. One thread a session. */
final class KeyTable {
    private static final String FIND = "SELECT sequence, count FROM posting WHERE caller = ? AND key = ?";
    private static final String INSERT = "INSERT INTO posting (sequence, count, caller, key) VALUES (?, ?, ?, ?)";
    private static final String BEFORE =
            "SELECT sequence + count FROM posting WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1";
    private static final String LAST = "SELECT sequence + count - 1 FROM posting ORDER BY sequence DESC LIMIT 1";
    private static final String FORGET = "DELETE FROM posting WHERE sequence = ?";

    private KeyTable() {}

    /** The jobs that a posting's key stands for; null when it stands for none, or for jobs that have expired. */
    static List<Job> find(SqlSession session, Posting posting) throws SQLException {
        PreparedStatement select = session.prepared(FIND);
        select.setString(1, posting.caller());
        select.setString(2, posting.idempotencyKey());
        long first;
        int count;
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            first = row.getLong(1);
            count = row.getInt(2);
        }
        List<Job> jobs = new ArrayList<>(count);
        for (Job job;
                jobs.size() < count
                        && (job = JobTable.read(session, first + jobs.size())) != null
                        && job.caller().equals(posting.caller()); ) {
            jobs.add(job);
        }
        if (jobs.size() == count) {
            return jobs;
        }
        forget(session, first);
        return null;
    }

    static void insert(SqlSession session, Posting posting, long first) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        insert.setLong(1, first);
        insert.setInt(2, posting.jobs().size());
        insert.setString(3, posting.caller());
        insert.setString(4, posting.idempotencyKey());
        insert.executeUpdate();
    }

    /** Returns whether a job came with a key. */
    static boolean has(SqlSession session, long sequence) throws SQLException {
        PreparedStatement select = session.prepared(BEFORE);
        select.setLong(1, sequence);
        try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getLong(1) > sequence;
        }
    }

    /** The highest sequence number that a key stands for, also of a job that has expired; 0 when there is none. */
    static long last(SqlSession session) throws SQLException {
        try (ResultSet row = session.prepared(LAST).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Forgets the key of the posting that began with this job, if there was one. */
    static void forget(SqlSession session, long sequence) throws SQLException {
        PreparedStatement delete = session.prepared(FORGET);
        delete.setLong(1, sequence);
        delete.executeUpdate();
    }
}
