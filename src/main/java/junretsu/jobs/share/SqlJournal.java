package junretsu.jobs.share;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Tasks;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlException;
import junretsu.sql.SqlQuery;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlSettings;
import junretsu.sql.SqlUnit;
import junretsu.web.Exchange;

/** The journal in a SQLite database, {@code posts.db}: postings that come together are on the disk by one write. */
public final class SqlJournal implements PostJournal {
    private static final String FILE = "posts.db";
    private static final int APPLICATION_ID = 0x504f5354;
    private static final int READERS = 2;
    private static final int WAITING_MAX = 20_000;
    private static final int PAGE_MAX = 500;

    private final SqlDatabase database;
    private final List<WorkerThread> threads = new ArrayList<>();
    private final DistinctErrors errors;
    private final long ttlMs;
    private final Clock clock;

    private SqlJournal(SqlDatabase database, DistinctErrors errors, long ttlMs, Clock clock) {
        this.database = database;
        this.errors = errors;
        this.ttlMs = ttlMs;
        this.clock = clock;
    }

    /**
     * Opens the journal in a directory that is there.
     *
     * @param ttlMs for which ended jobs are kept
     * @param workers makes a worker's thread, which its caller starts
     * @throws StartException when another server has it, or the disk does not let it be opened or made
     */
    public static SqlJournal open(
            Path directory,
            long ttlMs,
            BiFunction<Worker, IdlePolicy, WorkerThread> workers,
            DistinctErrors errors,
            Clock clock)
            throws StartException {
        Tasks answers = new Tasks("post-answers", Exchange::together);
        SqlDatabase database = SqlDatabase.open(new SqlSettings(
                directory.resolve(FILE),
                APPLICATION_ID,
                "/junretsu/sql/posts",
                READERS,
                WAITING_MAX,
                answers,
                errors,
                clock));
        SqlJournal journal = new SqlJournal(database, errors, ttlMs, clock);
        database.addTo(workers);
        journal.threads.addAll(database.threads());
        journal.threads.add(answers.addTo(workers));
        return journal;
    }

    @Override
    public String problem() {
        String problem = database.writer().problem();
        return problem == null ? null : "the journal of this node cannot be written: " + problem;
    }

    @Override
    public List<WorkerThread> threads() {
        return threads;
    }

    @Override
    public CompletionStage<Void> add(List<Job> jobs) {
        return write(session -> {
            for (Job job : jobs) {
                PostRow.insert(session, job);
            }
            PostRow.deleteEnded(session, clock.epochMillis() - ttlMs, jobs.size());
        });
    }

    @Override
    public void ended(Job job) {
        write(session -> {
                    PostRow.end(session, job);
                    PostRow.deleteEnded(session, clock.epochMillis() - ttlMs, 1);
                })
                .exceptionally(failure -> {
                    errors.record("writing down the end of a job", failure);
                    return null;
                });
    }

    @Override
    public CompletionStage<Void> putBack(Job job) {
        return write(session -> {
            PostRow.insert(session, job);
            PostRow.reopen(session, job.id());
        });
    }

    private interface Change {
        void make(SqlSession session) throws SQLException;
    }

    private CompletionStage<Void> write(Change change) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        database.writer().submit(new SqlUnit() {
            @Override
            public void run(SqlSession session) throws SQLException {
                change.make(session);
            }

            @Override
            public void done() {
                written.complete(null);
            }

            @Override
            public void failed(SqlException failure) {
                written.completeExceptionally(failure);
            }
        });
        return written;
    }

    @Override
    public Job find(JobId id) {
        return ask(
                session -> {
                    PreparedStatement find = session.prepared(PostRow.SELECT + " WHERE id = ?");
                    find.setString(1, id.toString());
                    try (ResultSet rows = find.executeQuery()) {
                        return rows.next() ? PostRow.read(rows) : null;
                    }
                },
                null);
    }

    @Override
    public List<Job> open(JobId after, int limit) {
        return ask(
                session -> {
                    PreparedStatement open =
                            session.prepared(PostRow.SELECT + " WHERE ended_ms IS NULL AND id > ? ORDER BY id LIMIT ?");
                    open.setString(1, after == null ? "" : after.toString());
                    open.setInt(2, Math.min(limit, PAGE_MAX));
                    List<Job> jobs = new ArrayList<>();
                    try (ResultSet rows = open.executeQuery()) {
                        while (rows.next()) {
                            jobs.add(PostRow.read(rows));
                        }
                    }
                    return jobs;
                },
                List.of());
    }

    private <T> T ask(SqlQuery<T> query, T otherwise) {
        try {
            return database.readers().ask(query);
        } catch (SqlException e) {
            errors.record("reading this node's postings", e);
            return otherwise;
        }
    }

    @Override
    public void close() throws IOException {
        threads.forEach(WorkerThread::close);
        database.close();
    }
}
