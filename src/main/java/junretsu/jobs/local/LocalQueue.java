package junretsu.jobs.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Opened;
import junretsu.base.Tasks;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobFilter;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.Place;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.QueueLook;
import junretsu.jobs.queue.Turns;
import junretsu.service.Workers;
import junretsu.sql.SqlDatabase;
import junretsu.sql.SqlException;
import junretsu.sql.SqlQuery;
import junretsu.sql.SqlSettings;
import junretsu.tally.DataDirectory;
import junretsu.text.PrometheusText;
import junretsu.web.Exchange;

/**
 * A queue in an SQLite database on this machine's disk, for one process:
 *
 * <pre>
 *   post, cancel, finish: a unit --> sql-writer (one fsync a group) --> job-answers: OpenJobs, listeners, stages
 *   take:  OpenJobs (whose turn, in memory) --> JobReader (memory, or the disk) --> turn
 *   find:  memory, or job-reader --> the disk
 * </pre>
 */
public final class LocalQueue implements JobQueue {
    private static final String FILE = "jobs.db";
    private static final String SLOTS_FILE = "jobs.workers";

    /** {@code "JOBS"}, at offset 68 of the file. */
    private static final int APPLICATION_ID = 0x4a4f4253;

    private static final String SCHEMA = "/junretsu/sql/jobs";
    private static final int READERS = 4;
    private static final int WAITING_MAX = 100_000;
    private static final int SAMPLES_MIN = 20;
    private static final long CLOSE_NANOS = 30_000_000_000L;

    private final LocalState state;
    private final LocalTurns turns;
    private final Sequence sequence;
    private final Housekeeper housekeeper;
    private final Tasks reading = new Tasks("job-reader");
    private final List<WorkerThread> writers;
    private final List<WorkerThread> others;
    private volatile boolean isStopping;
    private boolean isDrained;

    private LocalQueue(
            LocalState state,
            WorkerSlots slots,
            Sequence sequence,
            Tasks answers,
            BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        this.state = state;
        this.sequence = sequence;
        turns = new LocalTurns(state, slots);
        housekeeper = new Housekeeper(state);
        state.database().addTo(workers);
        writers = state.database().threads();
        others = List.of(
                answers.addTo(workers), reading.addTo(workers), workers.apply(housekeeper, Housekeeper.idlePolicy()));
    }

    /**
     * Opens the queue in a directory, with all that was accepted before.
     *
     * @param workers takes in the queue's own threads, which are to be started afterwards
     * @throws StartException when another server has it, or the disk does not let it be opened or made
     */
    public static LocalQueue open(
            Path directory,
            QueueConfig config,
            CallerRules rules,
            BiFunction<Worker, IdlePolicy, WorkerThread> workers,
            DistinctErrors errors,
            Clock clock)
            throws StartException {
        DataDirectory.make(directory);
        Tasks answers = new Tasks("job-answers", Exchange::together);
        QueueMemory memory = new QueueMemory(Runtime.getRuntime().maxMemory());
        try (Opened opened = new Opened()) {
            SqlDatabase database = opened.add(SqlDatabase.open(new SqlSettings(
                    directory.resolve(FILE), APPLICATION_ID, SCHEMA, READERS, WAITING_MAX, answers, errors, clock)));
            DataDirectory.noteHolder(directory);
            WorkerSlots slots = WorkerSlots.open(directory.resolve(SLOTS_FILE));
            LocalState state = new LocalState(
                    config,
                    database,
                    new OpenJobs(config, rules, memory),
                    new JobReader(database.readers(), memory.recentJobs()),
                    new EndListeners(),
                    new Unsaved(),
                    new JobCounts(),
                    new Wake(),
                    errors,
                    clock);
            restore(state, directory);
            Sequence sequence = new Sequence(state.jobs().readers().ask(Sequence::last));
            recordDeaths(state, slots, answers);
            LocalQueue queue = new LocalQueue(state, slots, sequence, answers, workers);
            opened.keep();
            return queue;
        } catch (SqlException e) {
            throw new StartException("cannot read the jobs in " + directory + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw StartException.of("cannot open the jobs in " + directory, e);
        }
    }

    private static void restore(LocalState state, Path directory) throws SqlException, StartException {
        OpenJobs open = state.open();
        boolean isWhole = state.jobs()
                .readers()
                .ask(session -> JobTable.visitOpen(session, (job, caller, priority) -> {
                    open.restore(job, caller, priority);
                    return open.memory().isForStart(open.bytes());
                }));
        if (!isWhole) {
            JobTable.OpenSize size = state.jobs().readers().ask(JobTable::openSize);
            throw new StartException("in " + directory + " " + open.memory().tooSmall(size));
        }
    }

    /** Lets the jobs that workers were at when the process was killed have died once more. */
    private static void recordDeaths(LocalState state, WorkerSlots slots, Tasks answers) throws SqlException {
        for (WorkerSlots.Slot slot : slots.all()) {
            Job job = state.jobs().readers().ask(session -> JobTable.read(session, slot.sequence()));
            if (job != null && !job.state().isFinal()) {
                String sentence = "the process ended while a worker was at it, in the turn that began at "
                        + Instant.ofEpochMilli(slot.beganMs());
                state.database().writer().submit(new DeathUnit(state, job, sentence, true));
            }
        }
        while (state.database().writer().doWork() + answers.doWork() > 0) {}
        if (state.unsaved().isEmpty()) {
            slots.clear();
        }
    }

    LocalState state() {
        return state;
    }

    @Override
    public CompletionStage<Posted> post(Posting posting) {
        if (isStopping) {
            return CompletableFuture.completedFuture(new Posted.Unavailable("the server is about to end", 1));
        }
        Posted refusal = state.open().reserve(posting.caller(), posting.jobs().size());
        if (refusal != null && posting.idempotencyKey() == null) {
            return CompletableFuture.completedFuture(refusal);
        }
        PostUnit unit = new PostUnit(state, sequence, posting, refusal);
        state.database().writer().submit(unit);
        return unit.answer();
    }

    @Override
    public CompletionStage<Job> find(JobId id) {
        Job recent = state.jobs().recent(id);
        return recent == null
                ? ask(session -> {
                    Job read = JobTable.read(session, id);
                    return read == null ? null : state.ofNow(read);
                })
                : CompletableFuture.completedFuture(state.ofNow(recent));
    }

    /** Asks the disk by the thread that reads. */
    private <T> CompletionStage<T> ask(SqlQuery<T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        reading.execute(() -> {
            try {
                answer.complete(state.jobs().readers().ask(query));
            } catch (SqlException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public CompletionStage<Change> cancel(JobId id) {
        CancelUnit unit = new CancelUnit(state, id);
        state.database().writer().submit(unit);
        return unit.answer();
    }

    @Override
    public CompletionStage<Change> requeue(JobId id) {
        RequeueUnit unit = new RequeueUnit(state, id);
        state.database().writer().submit(unit);
        return unit.answer();
    }

    @Override
    public CompletionStage<List<Job>> list(JobFilter filter) {
        return ask(session -> JobList.read(session, filter, state));
    }

    @Override
    public CompletionStage<Place> place(Job job) {
        long ended = state.counts().ended();
        double cpuNanos = ended < SAMPLES_MIN ? -1 : (double) state.counts().workerNanos() / ended;
        return CompletableFuture.completedFuture(
                job.state().isFinal() ? Place.UNKNOWN : state.open().place(job, cpuNanos));
    }

    @Override
    public QueueLook look() {
        return housekeeper.look();
    }

    @Override
    public Runnable whenEnded(JobId id, Consumer<Job> listener) {
        Runnable giveUp = state.listeners().add(id.sequence(), listener);
        find(id).thenAccept(job -> {
            if (job != null && job.state().isFinal() && state.listeners().remove(id.sequence(), listener)) {
                listener.accept(job);
            }
        });
        return giveUp;
    }

    @Override
    public Turns turns() {
        return state.config().workers() == 0 ? null : turns;
    }

    @Override
    public JobCounts counts() {
        return state.counts();
    }

    @Override
    public String problem() {
        String problem = state.database().writer().problem();
        return problem == null ? null : "the queue cannot be written: " + problem;
    }

    @Override
    public void write(PrometheusText text) {
        LocalMetrics.write(state.database(), state.unsaved().count(), state.open(), text);
    }

    @Override
    public void refuseFurther() {
        isStopping = true;
        turns.refuseFurther();
    }

    @Override
    public synchronized boolean drain(Deadline deadline) {
        refuseFurther();
        if (!isDrained) {
            isDrained = Workers.stop(writers, deadline) && Workers.stop(others, deadline);
        }
        return isDrained;
    }

    /** Closes the database, unless the disk still blocks it; what was answered is in it. */
    @Override
    public void close() throws IOException {
        if (drain(Deadline.in(CLOSE_NANOS, state.clock()))) {
            state.database().close();
        }
    }
}
