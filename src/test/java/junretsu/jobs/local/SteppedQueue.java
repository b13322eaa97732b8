package junretsu.jobs.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.sql.SqlException;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlUnit;

/** A queue whose threads the test steps itself. */
final class SteppedQueue implements AutoCloseable {
    static final long TTL_MS = 3_600_000;
    static final JobResult RESULT = new JobResult(List.of("3", "5"), null, true);

    /** More than the rounds after which the housekeeper does what it does seldom. */
    private static final int ROUNDS = 20;

    private final List<Worker> workers = new ArrayList<>();
    private final LocalQueue queue;

    /** @param log gets the faults that are recorded */
    SteppedQueue(Path directory, Clock clock, List<String> log) throws StartException {
        this(directory, TTL_MS, clock, log);
    }

    SteppedQueue(Path directory, long ttlMs, Clock clock, List<String> log) throws StartException {
        QueueConfig config = new QueueConfig(true, 50_000_000, 2, 2, 2_000_000, ttlMs, 10_000, 1);
        DistinctErrors errors = new DistinctErrors(log::add, clock);
        CallerRules rules = caller -> new CallerRules.Rule(1, Integer.MAX_VALUE, 1_000_000);
        queue = LocalQueue.open(
                directory, config, rules, (worker, idlePolicy) -> thread(worker, idlePolicy, errors), errors, clock);
    }

    private WorkerThread thread(Worker worker, IdlePolicy idlePolicy, DistinctErrors errors) {
        workers.add(worker);
        return new WorkerThread(worker, idlePolicy, errors);
    }

    LocalQueue queue() {
        return queue;
    }

    /** Lets all that waits be done. */
    void step() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (Worker worker : workers) {
                while (worker.doWork() > 0) {}
            }
        }
    }

    <T> T get(CompletionStage<T> stage) throws Exception {
        step();
        return stage.toCompletableFuture().getNow(null);
    }

    Posted post(String caller, String key, String number) throws Exception {
        return get(queue.post(new Posting(caller, List.of(new Posting.NewJob(number, 5)), key)));
    }

    Job accepted(String caller, String number) throws Exception {
        return ((Posted.Accepted) post(caller, null, number)).jobs().get(0);
    }

    Job find(JobId id) throws Exception {
        return get(queue.find(id));
    }

    /** Changes what is on the disk behind the queue's back. */
    void execute(String sql) throws Exception {
        queue.state().database().writer().submit(new SqlUnit() {
            @Override
            public void run(SqlSession session) throws SQLException {
                session.prepared(sql).executeUpdate();
            }

            @Override
            public void done() {}

            @Override
            public void failed(SqlException failure) {
                throw new AssertionError(failure);
            }
        });
        step();
    }

    /** Takes the next turn and finishes its job. */
    Job finishNext() throws Exception {
        Turn turn = queue.turns().take(0);
        get(queue.turns().finish(turn, 1_000_000, RESULT));
        return turn.job();
    }

    @Override
    public void close() throws IOException {
        queue.close();
    }
}
