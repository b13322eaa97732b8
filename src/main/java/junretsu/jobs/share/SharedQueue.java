package junretsu.jobs.share;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.EventLog;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
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
import junretsu.redis.RedisConfig;
import junretsu.redis.RedisLink;
import junretsu.redis.RedisSubscription;
import junretsu.redis.SharedHealth;
import junretsu.text.PrometheusText;

/**
 * The queue of jobs in a Redis or Redis Cluster, as one process of many uses it. Whatever is decided, a script decides
 * in one step; so any number of processes may post and work.
 *
 * <pre>
 *   post, find, cancel ... --> job-questions (one a shard) --> Redis      all that wait in one go
 *                                  +--> journal of this node's postings --> answers
 *   workers: take, finish ... --> Redis                                   turns go back with the next call for some
 *   job-turns: leases, turns that wait to go back, work that others posted
 *   job-ends: what ended anywhere --> who waits for it here
 *   job-healer: journal --> what Redis has lost is posted again
 *   job-event: the looks at the queue, the agreement on shards, warnings
 * </pre>
 *
 * A stage of {@link #find} and {@link #list} fails with {@link RedisAway} when Redis does not answer.
 */
public final class SharedQueue implements JobQueue {
    private static final long DRAIN_NANOS = 1_000_000_000;
    private static final long DRAIN_LOOK_NANOS = 1_000_000;

    private final QueueConfig config;
    private final QueueKeys keys;
    private final String location;
    private final JobCounts counts = new JobCounts();
    private final SharedHealth health;
    private final Losses losses;
    private final Lanes lanes;
    private final Posts posts;
    private final JobLists lists;
    private final JobQuestions jobs;
    private final Requeues requeues;
    private final ShardLooks looks;
    private final EndWaiters waiters = new EndWaiters();
    private final EndWatch ends;
    private final EventWatch event;
    private final Healer healer;
    private final PostJournal journal;
    private final HeldJobs held;
    private final ShardChoice shards;
    private final TurnCalls calls;
    private final SharedTurns turns;
    private final TurnKeeper keeper;
    private final List<WorkerThread> threads = new ArrayList<>();
    private volatile boolean refuses;

    /**
     * Prepares; connects to nothing yet.
     *
     * @param event part of the keys' names
     * @param rules of the callers whose postings come in here
     * @param journal of this node's postings, closed with the queue
     * @param log gets each change of state in a sentence
     */
    public SharedQueue(
            RedisConfig redis,
            String event,
            QueueConfig config,
            CallerRules rules,
            PostJournal journal,
            EventLog log,
            Clock clock) {
        this.config = config;
        this.journal = journal;
        location = redis.location();
        keys = new QueueKeys(event, config.shards());
        health = new SharedHealth(log, clock, "jobs in Redis", "no job is accepted until this is over", "works again");
        losses = new Losses(health);
        List<QuestionLane> all = new ArrayList<>();
        for (int shard = 0; shard < config.shards(); shard++) {
            all.add(new QuestionLane(shard, new RedisLink(redis, clock), keys, health, clock));
        }
        lanes = new Lanes(keys, all, 2L * redis.timeoutMs(), clock);
        held = new HeldJobs(config.seats(), config.shards());
        looks = new ShardLooks(lanes, held::seatsTaken, losses::marked);
        posts = new Posts(config, rules, lanes, new JobIds(clock), journal, counts, looks, losses);
        lists = new JobLists(lanes);
        jobs = new JobQuestions(lanes, journal, held, looks, counts, this::ended);
        requeues = new Requeues(lanes, journal, losses, counts, this::ready);
        ends = new EndWatch(new RedisSubscription(new RedisLink(redis, clock), keys.ended()), waiters, lanes, clock);
        this.event = new EventWatch(new RedisLink(redis, clock), keys, looks, health);
        healer = new Healer(journal, lanes, posts, waiters, health, losses, requeues, clock);
        shards = new ShardChoice(config.shards(), held::waitsFor, clock);
        TurnReplies replies = new TurnReplies(held, shards, counts, this::ended, ends::look);
        String instance = Long.toHexString(new SecureRandom().nextLong());
        calls = new TurnCalls(
                config,
                keys,
                instance,
                held,
                shards,
                replies,
                TurnCalls.WANTED_MAX,
                shard -> new RedisLink(redis, clock),
                health,
                clock);
        turns = new SharedTurns(config, calls, held, counts);
        keeper = new TurnKeeper(config, calls, held, turns, shards, DRAIN_NANOS, clock);
    }

    /**
     * Starts its threads.
     *
     * @param workers makes a worker's thread, which its caller starts
     */
    public void start(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        for (QuestionLane lane : lanes.all()) {
            WorkerThread thread = workers.apply(lane, whileIdle(20_000_000));
            lane.wakenBy(thread::wake);
            threads.add(thread);
        }
        if (config.workers() > 0) {
            WorkerThread thread = workers.apply(keeper, keeper.idlePolicy());
            calls.whenReturned(() -> {
                if (keeper.isNapping()) {
                    thread.wake();
                }
            });
            threads.add(0, thread);
        }
        threads.add(0, workers.apply(event, EventWatch.idlePolicy()));
        threads.add(0, workers.apply(ends, ends.idlePolicy()));
        threads.add(0, workers.apply(healer, Healer.idlePolicy()));
        threads.addAll(journal.threads());
    }

    /** The threads in the order in which they are to be stopped, once the workers have ended. */
    public List<WorkerThread> threads() {
        return threads;
    }

    /** Redis' address without a password. */
    public String location() {
        return location;
    }

    /** {@code starting}, {@code ok}, {@code refused}, or the fault that was met, as in {@code oom}. */
    public String state() {
        return health.state();
    }

    /** A sentence about a setting of Redis that may lose jobs; null when none is known. */
    public String warning() {
        return event.warning();
    }

    /** Has what this node accepted compared with Redis now; else that is done once a minute. */
    void compare() {
        losses.sign();
    }

    @Override
    public CompletionStage<Posted> post(Posting posting) {
        String refusal = refuses ? "the server stops" : health.refusal();
        if (refusal != null) {
            return CompletableFuture.completedFuture(new Posted.Unavailable(refusal, 1));
        }
        return posts.post(posting).thenApply(posted -> {
            if (posted instanceof Posted.Accepted) {
                ready(keys.shard(posting.caller()));
            }
            return posted;
        });
    }

    @Override
    public CompletionStage<Job> find(JobId id) {
        return jobs.find(id);
    }

    @Override
    public CompletionStage<Change> cancel(JobId id) {
        return jobs.cancel(id);
    }

    @Override
    public CompletionStage<Change> requeue(JobId id) {
        return requeues.requeue(id);
    }

    @Override
    public CompletionStage<List<Job>> list(JobFilter filter) {
        return lists.list(filter);
    }

    @Override
    public CompletionStage<Place> place(Job job) {
        return jobs.place(job);
    }

    @Override
    public QueueLook look() {
        return looks.sum();
    }

    @Override
    public Runnable whenEnded(JobId id, Consumer<Job> listener) {
        Runnable givingUp = waiters.add(id, listener);
        ends.look(id);
        return givingUp;
    }

    @Override
    public Turns turns() {
        return config.workers() == 0 ? null : turns;
    }

    @Override
    public JobCounts counts() {
        return counts;
    }

    @Override
    public String problem() {
        String problem = health.problem();
        return problem == null ? journal.problem() : problem;
    }

    @Override
    public void write(PrometheusText text) {
        text.family(SharedMetrics.UP).sample(state().equals(SharedHealth.OK) ? 1 : 0);
        text.family(SharedMetrics.HELD).sample(held.size());
        text.family(SharedMetrics.REPOSTED).sample(healer.reposted());
        text.family(SharedMetrics.DURABLE).sample(warning() == null ? 1 : 0);
    }

    @Override
    public void refuseFurther() {
        refuses = true;
        turns.refuseFurther();
    }

    @Override
    public boolean drain(Deadline deadline) {
        while (!isDrained() && !deadline.isPassed()) {
            LockSupport.parkNanos(DRAIN_LOOK_NANOS);
        }
        return isDrained();
    }

    private boolean isDrained() {
        boolean isBack = true;
        for (int shard = 0; shard < config.shards(); shard++) {
            isBack &= !held.hasReturns(shard);
        }
        return isBack && lanes.areIdle();
    }

    /** Stops the threads that still run, and closes the journal. */
    @Override
    public void close() throws IOException {
        threads.forEach(WorkerThread::close);
        journal.close();
    }

    private void ready(int shard) {
        shards.posted(shard);
        turns.foundReady();
    }

    private void ended(Job job) {
        journal.ended(job);
        waiters.tell(job);
    }

    private static IdlePolicy whileIdle(long nanos) {
        return work -> {
            if (work == 0) {
                LockSupport.parkNanos(nanos);
            }
        };
    }
}
