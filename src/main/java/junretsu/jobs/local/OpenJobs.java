package junretsu.jobs.local;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import junretsu.jobs.fair.FairMode;
import junretsu.jobs.fair.FairScheduler;
import junretsu.jobs.fair.Slice;
import junretsu.jobs.fair.TurnEnd;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.CallerRules.Rule;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.Place;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.QueueLook;
import junretsu.jobs.queue.Turn;

/**
 * The jobs that are queued or running, in memory: whose turn it is, and how many each caller has. A queued one is its
 * sequence number alone. Any thread may call; under one lock, and never for as long as the disk takes.
 */
final class OpenJobs {
    private static final int FULL_RETRY_SECONDS = 5;
    private static final int LIMITED_RETRY_SECONDS = 1;
    private static final Rule DEFAULT = new Rule(1, Integer.MAX_VALUE, Long.MAX_VALUE);

    private final QueueConfig config;
    private final CallerRules rules;
    private final FairScheduler scheduler;
    private final QueueMemory memory;
    private final CallerAccounts accounts = new CallerAccounts();
    private final Deque<Slice> freeSlices = new ArrayDeque<>();
    private final Map<Long, BegunJob> begun = new ConcurrentHashMap<>();
    private long open;
    private long fences;

    OpenJobs(QueueConfig config, CallerRules rules, QueueMemory memory) {
        this.config = config;
        this.rules = rules;
        this.memory = memory;
        scheduler = new FairScheduler(
                config.byTime() ? FairMode.CPU : FairMode.JOBS,
                config.sliceNanos(),
                Math.max(1, config.workers()),
                config.seats());
    }

    /** Makes room for jobs that are about to be written; returns why there is none, or null. */
    synchronized Posted reserve(String caller, int count) {
        if (open + count > config.openMax()) {
            return new Posted.Unavailable(
                    "the queue is full: it holds " + open + " jobs, of " + config.openMax() + " that it may",
                    FULL_RETRY_SECONDS);
        }
        long callerBytes = accounts.find(caller) == null ? QueueMemory.ofCaller(caller) : 0;
        if (bytes() + callerBytes + QueueMemory.ofJobs(count, 0) > memory.max()) {
            return new Posted.Unavailable(memory.full(open, accounts.size()), FULL_RETRY_SECONDS);
        }
        CallerAccount account = accounts.open(caller);
        long max = rules.of(caller).openMax();
        if (account.open + count > max) {
            Posted limited = new Posted.Limited(
                    "this caller has " + account.open + " jobs that have not ended, and may have " + max
                            + (count > 1 ? "; this body brings " + count + " more" : ""),
                    LIMITED_RETRY_SECONDS);
            accounts.forgetIdle(account);
            return limited;
        }
        count(account, count);
        return null;
    }

    /** Gives back the room of jobs that were not written. */
    synchronized void release(String caller, int count) {
        CallerAccount account = accounts.find(caller);
        count(account, -count);
        accounts.forgetIdle(account);
    }

    /** Queues jobs that are on the disk, and for which there was room. */
    synchronized void queue(List<Job> jobs) {
        for (Job job : jobs) {
            scheduler.ready(numbered(job.caller()).number, job.id().sequence(), job.priority());
        }
    }

    /** Queues a job that was on the disk before the start, or that is put back, whether there is room or not. */
    synchronized void restore(long sequence, String caller, int priority) {
        count(accounts.open(caller), 1);
        scheduler.ready(numbered(caller).number, sequence, priority);
    }

    private void count(CallerAccount account, int count) {
        account.open += count;
        open += count;
    }

    /** The account of a caller whom the scheduler knows, by the rule of now. */
    private CallerAccount numbered(String caller) {
        CallerAccount account = accounts.find(caller);
        accounts.number(account);
        Rule rule = rules.of(caller);
        Rule known = account.rule == null ? DEFAULT : account.rule;
        if (rule.weight() != known.weight() || rule.runningMax() != known.runningMax()) {
            scheduler.caller(account.number, rule.weight(), rule.runningMax());
            account.rule = rule;
        }
        return account;
    }

    /** The next turn, whose job may not be read yet; null when none is ready. */
    synchronized BegunJob next() {
        Slice slice = freeSlices.isEmpty() ? new Slice() : freeSlices.pop();
        if (!scheduler.next(slice)) {
            freeSlices.push(slice);
            return null;
        }
        BegunJob job = begun.get(slice.job());
        if (job == null) {
            job = new BegunJob(slice.job(), accounts.of(slice.caller()));
            job.account.begun++;
            begun.put(job.sequence, job);
        }
        job.slice = slice;
        job.fence = ++fences;
        return job;
    }

    /** Takes a turn back that could not be used, since its job could not be read. */
    synchronized void putBack(BegunJob job) {
        charge(job, 0, TurnEnd.SUSPENDED);
    }

    /**
     * Lets a job that was read begin.
     *
     * @param read null when it is not queued on the disk any more
     * @return the job as it runs; null when it has ended meanwhile: the turn was taken back
     */
    synchronized Job begin(BegunJob job, Job read, long nowMs) {
        if (read != null && job.isWanted()) {
            Job running = read.running(read.startedMs() == 0 ? nowMs : read.startedMs(), 0);
            job.set(running);
            return running;
        }
        charge(job, 0, TurnEnd.DONE);
        if (!job.isWanted()) {
            begun.remove(job.sequence);
        }
        job.leave();
        return null;
    }

    /**
     * Ends a turn.
     *
     * @param outcome DONE and LOST when the job is not to be worked on until it has ended, or is queued {@link #again}
     * @return its job, as it stands; null when the job has ended meanwhile, or the turn was over
     */
    synchronized Job end(Turn turn, long usedNanos, TurnEnd outcome) {
        BegunJob job = begun.get(turn.job().id().sequence());
        if (job == null || job.slice == null || job.fence != turn.fence()) {
            return null;
        }
        if (!job.isWanted()) {
            charge(job, usedNanos, TurnEnd.DONE);
            begun.remove(job.sequence);
            return null;
        }
        job.set(job.job().running(job.job().startedMs(), usedNanos));
        if (outcome == TurnEnd.DONE || outcome == TurnEnd.LOST) {
            job.leave();
        }
        charge(job, usedNanos, outcome);
        return job.job();
    }

    private void charge(BegunJob job, long usedNanos, TurnEnd outcome) {
        scheduler.charge(job.slice, usedNanos, outcome);
        freeSlices.push(job.slice);
        job.slice = null;
        forgetIdle();
    }

    /** Forgets a job that has ended on the disk; a turn of it that is out is taken back when it comes. */
    synchronized void ended(Job ended) {
        long sequence = ended.id().sequence();
        CallerAccount account = accounts.find(ended.caller());
        BegunJob job = begun.get(sequence);
        if (job != null) {
            job.leave();
            job.set(null);
            account.begun--;
            if (job.slice == null) {
                begun.remove(sequence);
            }
        }
        if (account.number >= 0) {
            scheduler.remove(account.number, sequence);
        }
        account.ended(ended.cpuNanos());
        count(account, -1);
        accounts.forgetIdle(account);
        forgetIdle();
    }

    /** Queues a job whose worker has died once more, before those of its caller. */
    synchronized void again(Job job) {
        begun.remove(job.id().sequence());
        CallerAccount account = numbered(job.caller());
        account.begun--;
        scheduler.again(account.number, job.id().sequence(), job.priority());
    }

    /** Lets the scheduler's numbers of idle callers be given to others. */
    private void forgetIdle() {
        for (int number; (number = scheduler.forgotten()) >= 0; ) {
            accounts.free(number);
        }
    }

    /** The job of a sequence number, if a worker has begun with it and it has not ended; null otherwise. */
    Job running(long sequence) {
        BegunJob job = begun.get(sequence);
        return job == null ? null : job.job();
    }

    /** Returns whether a turn is to be worked on still. */
    boolean isWanted(Turn turn) {
        BegunJob job = begun.get(turn.job().id().sequence());
        return job != null && job.fence == turn.fence() && job.isWanted();
    }

    /** Returns whether a job was begun with, and will be gone on with. */
    boolean isHeld(long sequence) {
        BegunJob job = begun.get(sequence);
        return job != null && job.isWanted();
    }

    /**
     * The place of an open job; its end by the caller's share of the workers and the time that its ended jobs took.
     *
     * @param meanNanos that the jobs of all callers took, for one of whom few have ended; negative when nobody can say
     */
    synchronized Place place(Job job, double meanNanos) {
        CallerAccount account = accounts.find(job.caller());
        if (account == null || account.number < 0) {
            return Place.UNKNOWN;
        }
        long sequence = job.id().sequence();
        int position = begun.containsKey(sequence) ? 0 : scheduler.position(account.number, sequence);
        double nanos = account.meanNanos(meanNanos);
        if (position < 0 || nanos < 0) {
            return new Place(position, -1);
        }
        double workers = Math.max(1, config.workers()) * scheduler.share(account.number);
        return new Place(position, nanos * Math.max(1, (position + 1) / workers) / 1e9);
    }

    /** The jobs that workers have begun with, in no order. */
    List<Job> running() {
        return begun.values().stream()
                .map(BegunJob::job)
                .filter(job -> job != null)
                .toList();
    }

    /** Jobs queued or running, and those that are on their way to the disk. */
    synchronized long open() {
        return open;
    }

    /** The heap that the jobs and their callers take, by {@link QueueMemory}. */
    synchronized long bytes() {
        return accounts.bytes() + QueueMemory.ofJobs(open, begun.size());
    }

    QueueMemory memory() {
        return memory;
    }

    /** The numbers of the queue; those of the callers with {@code busiest} of them, by {@link #busiest}. */
    synchronized QueueLook look(long failed, List<QueueLook.CallerLook> busiest) {
        int running = begun.size();
        long ended = begun.values().stream().filter(BegunJob::hasEnded).count();
        return new QueueLook(
                Math.max(0, scheduler.queued() + scheduler.running() - running),
                running - ended,
                scheduler.active(),
                config.seats() - scheduler.seatsFree(),
                failed,
                bytes(),
                memory.max(),
                busiest);
    }

    /** A caller, with the job whose turn is first. */
    record Busy(String caller, long queued, int running, long cpuNanos, long first) {}

    /** Callers with open jobs: those that used most time, then those with most jobs. Looks at every caller. */
    synchronized List<Busy> busiest(int countMax) {
        return IntStream.concat(
                        Arrays.stream(scheduler.topUsed(countMax)), Arrays.stream(scheduler.topQueued(countMax)))
                .distinct()
                .limit(countMax)
                .mapToObj(accounts::of)
                .filter(account -> account.open > 0)
                .map(this::busy)
                .toList();
    }

    private Busy busy(CallerAccount account) {
        long queued = scheduler.queued(account.number) + scheduler.running(account.number) - account.begun;
        return new Busy(
                account.name,
                Math.max(0, queued),
                account.begun,
                scheduler.usedNanos(account.number),
                scheduler.first(account.number));
    }
}
