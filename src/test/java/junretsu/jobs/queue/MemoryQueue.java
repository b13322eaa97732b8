package junretsu.jobs.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.jobs.JobWire;
import junretsu.text.PrometheusText;

/** The plainest queue there can be, in memory and under one lock: what the others are compared with. */
public final class MemoryQueue implements JobQueue, Turns {
    private final QueueConfig config;
    private final CallerRules rules;
    private final Clock clock;
    private final JobCounts counts = new JobCounts();
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<List<String>, List<Entry>> byKey = new HashMap<>();
    private final List<Runnable> tellings = new ArrayList<>();
    private Runnable wake = () -> {};
    private double virtualTime;
    private long nextSequence;
    private int seatsTaken;
    private boolean refuses;
    private String problem;
    private List<CompletableFuture<Job>> heldFinds;

    private static final class Account {
        double v;
        long cpuNanos;
        int running;
        int turns;
    }

    private static final class Entry {
        final JobId id;
        final String caller;
        final String number;
        final int priority;
        final long postedMs;
        final List<String> deaths = new ArrayList<>();
        final List<Consumer<Job>> listeners = new ArrayList<>();
        JobState state = JobState.QUEUED;
        JobResult result;
        long startedMs;
        long endedMs;
        long cpuNanos;
        long fence;
        int deathsToFail = JobWire.TRIES_MAX;
        boolean isTaken;
        boolean hasSeat;
        boolean wantsSeat;

        Entry(JobId id, String caller, Posting.NewJob job, long postedMs) {
            this.id = id;
            this.caller = caller;
            this.number = job.number();
            this.priority = job.priority();
            this.postedMs = postedMs;
        }

        Job job() {
            return new Job(id, caller, number, priority, state, postedMs, startedMs, endedMs, cpuNanos, deaths, result);
        }
    }

    public MemoryQueue(QueueConfig config, CallerRules rules, Clock clock) {
        this.config = config;
        this.rules = rules;
        this.clock = clock;
    }

    /** Leaves the jobs that are looked for from now on without an answer, in the list that it returns. */
    public synchronized List<CompletableFuture<Job>> holdFinds() {
        heldFinds = new CopyOnWriteArrayList<>();
        return heldFinds;
    }

    /** @param sentence for which nothing is accepted from now on; null for none */
    public synchronized void problem(String sentence) {
        problem = sentence;
    }

    @Override
    public synchronized CompletionStage<Posted> post(Posting posting) {
        Posted posted = accept(posting);
        wake.run();
        return CompletableFuture.completedFuture(posted);
    }

    private Posted accept(Posting posting) {
        if (problem != null || refuses) {
            return new Posted.Unavailable(problem == null ? "the server stops" : problem, 1);
        }
        List<String> key =
                posting.idempotencyKey() == null ? null : List.of(posting.caller(), posting.idempotencyKey());
        List<Entry> known = key == null ? null : byKey.get(key);
        if (known != null) {
            return repeat(posting, known);
        }
        long open = entries.values().stream()
                .filter(entry -> !entry.state.isFinal())
                .count();
        if (open + posting.jobs().size() > config.openMax()) {
            return new Posted.Unavailable("the queue is full", 5);
        }
        long own = openOf(posting.caller());
        if (own + posting.jobs().size() > rules.of(posting.caller()).openMax()) {
            return new Posted.Limited("the caller has " + own + " open jobs", 1);
        }
        List<Entry> fresh = new ArrayList<>();
        for (Posting.NewJob job : posting.jobs()) {
            fresh.add(new Entry(JobId.of(nextSequence++), posting.caller(), job, clock.epochMillis()));
        }
        Account account = accounts.computeIfAbsent(posting.caller(), name -> new Account());
        account.v = own == 0 ? Math.max(account.v, virtualTime) : account.v;
        fresh.forEach(entry -> entries.put(entry.id.sequence(), entry));
        if (key != null) {
            byKey.put(key, fresh);
        }
        counts.add(JobEvent.ACCEPTED, fresh.size());
        return new Posted.Accepted(jobs(fresh), false);
    }

    private Posted repeat(Posting posting, List<Entry> known) {
        List<String> numbers = known.stream().map(entry -> entry.number).toList();
        if (!numbers.equals(posting.jobs().stream().map(Posting.NewJob::number).toList())) {
            return new Posted.Conflict("the key stands for other numbers");
        }
        counts.add(JobEvent.REPEATED, known.size());
        return new Posted.Accepted(jobs(known), true);
    }

    private static List<Job> jobs(List<Entry> list) {
        return list.stream().map(Entry::job).toList();
    }

    private long openOf(String caller) {
        return entries.values().stream()
                .filter(entry -> entry.caller.equals(caller) && !entry.state.isFinal())
                .count();
    }

    private Entry entry(JobId id) {
        Entry entry = entries.get(id.sequence());
        boolean isThere = entry != null && entry.id.equals(id);
        boolean isExpired =
                isThere && entry.state.isFinal() && clock.epochMillis() - entry.endedMs > config.resultTtlMs();
        return isThere && !isExpired ? entry : null;
    }

    @Override
    public synchronized CompletionStage<Job> find(JobId id) {
        if (heldFinds != null) {
            CompletableFuture<Job> held = new CompletableFuture<>();
            heldFinds.add(held);
            return held;
        }
        Entry entry = entry(id);
        return CompletableFuture.completedFuture(entry == null ? null : entry.job());
    }

    @Override
    public CompletionStage<Change> cancel(JobId id) {
        return telling(() -> {
            Entry entry = entry(id);
            if (entry == null || entry.state.isFinal()) {
                return entry == null ? Change.UNKNOWN : Change.TOO_LATE;
            }
            end(entry, JobState.CANCELLED);
            return Change.DONE;
        });
    }

    @Override
    public synchronized CompletionStage<Change> requeue(JobId id) {
        Entry entry = entry(id);
        if (entry == null || entry.state != JobState.FAILED) {
            return CompletableFuture.completedFuture(entry == null ? Change.UNKNOWN : Change.TOO_LATE);
        }
        entry.state = JobState.QUEUED;
        entry.endedMs = 0;
        entry.deathsToFail = entry.deaths.size() + JobWire.TRIES_MAX;
        counts.add(JobEvent.REQUEUED, 1);
        wake.run();
        return CompletableFuture.completedFuture(Change.DONE);
    }

    @Override
    public synchronized CompletionStage<List<Job>> list(JobFilter filter) {
        return CompletableFuture.completedFuture(entries.descendingMap().values().stream()
                .filter(entry -> entry(entry.id) != null)
                .filter(entry -> filter.caller() == null || filter.caller().equals(entry.caller))
                .filter(entry -> filter.states().isEmpty() || filter.states().contains(entry.state))
                .filter(entry -> filter.before() == null || entry.id.compareTo(filter.before()) < 0)
                .limit(filter.limit())
                .map(Entry::job)
                .toList());
    }

    @Override
    public synchronized CompletionStage<Place> place(Job job) {
        Entry entry = entry(job.id());
        if (entry == null || entry.state.isFinal()) {
            return CompletableFuture.completedFuture(Place.UNKNOWN);
        }
        long before = entry.state == JobState.RUNNING
                ? 0
                : entries.values().stream()
                        .filter(other -> other.caller.equals(entry.caller) && other.state == JobState.QUEUED)
                        .filter(other -> other.priority > entry.priority
                                || other.priority == entry.priority && other.id.compareTo(entry.id) < 0)
                        .count();
        return CompletableFuture.completedFuture(new Place(before, -1));
    }

    @Override
    public synchronized QueueLook look() {
        Map<String, long[]> byCaller = new HashMap<>();
        for (Entry entry : entries.values()) {
            if (!entry.state.isFinal()) {
                long[] sums = byCaller.computeIfAbsent(entry.caller, name -> new long[3]);
                sums[entry.state == JobState.QUEUED ? 0 : 1]++;
                boolean isOldest = entry.state == JobState.QUEUED && (sums[2] == 0 || entry.postedMs < sums[2]);
                sums[2] = isOldest ? entry.postedMs : sums[2];
            }
        }
        List<QueueLook.CallerLook> callers = new ArrayList<>();
        byCaller.forEach((caller, sums) -> callers.add(
                new QueueLook.CallerLook(caller, sums[0], (int) sums[1], accounts.get(caller).cpuNanos, sums[2])));
        callers.sort(Comparator.comparingLong(QueueLook.CallerLook::cpuNanos).reversed());
        return new QueueLook(
                callers.stream().mapToLong(QueueLook.CallerLook::queued).sum(),
                callers.stream().mapToLong(QueueLook.CallerLook::running).sum(),
                callers.size(),
                seatsTaken,
                entries.values().stream()
                        .filter(entry -> entry.state == JobState.FAILED)
                        .count(),
                0,
                0,
                callers.subList(0, Math.min(10, callers.size())));
    }

    @Override
    public Runnable whenEnded(JobId id, Consumer<Job> listener) {
        Job ended;
        synchronized (this) {
            Entry entry = entry(id);
            if (entry == null || !entry.state.isFinal()) {
                List<Consumer<Job>> listeners = entry == null ? new ArrayList<>() : entry.listeners;
                listeners.add(listener);
                return () -> {
                    synchronized (this) {
                        listeners.remove(listener);
                    }
                };
            }
            ended = entry.job();
        }
        listener.accept(ended);
        return () -> {};
    }

    @Override
    public Turns turns() {
        return config.workers() == 0 ? null : this;
    }

    @Override
    public JobCounts counts() {
        return counts;
    }

    @Override
    public synchronized String problem() {
        return problem;
    }

    @Override
    public void write(PrometheusText text) {}

    @Override
    public synchronized void refuseFurther() {
        refuses = true;
    }

    @Override
    public boolean drain(Deadline deadline) {
        return true;
    }

    @Override
    public void close() {}

    @Override
    public synchronized Turn take(int worker) {
        if (refuses) {
            return null;
        }
        Entry best = null;
        for (Entry entry : entries.values()) {
            if (isReady(entry) && (best == null || isBefore(entry, best))) {
                best = entry;
            }
        }
        return best == null ? null : dispatch(best);
    }

    private boolean isReady(Entry entry) {
        boolean isCapped = entry.state == JobState.QUEUED
                && accounts.get(entry.caller).running >= rules.of(entry.caller).runningMax();
        boolean lacksSeat = entry.wantsSeat && !entry.hasSeat && seatsTaken >= config.seats();
        return !entry.state.isFinal() && !entry.isTaken && !isCapped && !lacksSeat;
    }

    private boolean isBefore(Entry entry, Entry other) {
        if (!entry.caller.equals(other.caller)) {
            Account own = accounts.get(entry.caller);
            Account others = accounts.get(other.caller);
            int order = Double.compare(own.v, others.v);
            return order != 0 ? order < 0 : own.turns < others.turns;
        }
        Function<Entry, Integer> rank = each -> each.state == JobState.RUNNING ? 10 : each.priority;
        return rank.apply(entry) > rank.apply(other);
    }

    private Turn dispatch(Entry entry) {
        Account account = accounts.get(entry.caller);
        virtualTime = Math.max(virtualTime, account.v);
        account.v += charge(entry, config.sliceNanos());
        account.turns++;
        if (entry.state == JobState.QUEUED) {
            entry.state = JobState.RUNNING;
            account.running++;
            if (entry.startedMs == 0) {
                entry.startedMs = clock.epochMillis();
                counts.began((entry.startedMs - entry.postedMs) * 1_000_000);
            }
        }
        if (entry.wantsSeat && !entry.hasSeat) {
            entry.hasSeat = true;
            seatsTaken++;
        }
        entry.isTaken = true;
        counts.add(JobEvent.SLICE, 1);
        return new Turn(entry.job(), ++entry.fence, entry.hasSeat);
    }

    private double charge(Entry entry, long nanos) {
        double cost = config.byTime() ? nanos : config.sliceNanos();
        return cost / rules.of(entry.caller).weight();
    }

    /** Takes a turn back; null when it is not valid any more. */
    private Entry giveBack(Turn turn, long usedNanos) {
        Entry entry = entry(turn.job().id());
        counts.worked(usedNanos);
        if (entry == null || entry.fence != turn.fence() || entry.state != JobState.RUNNING) {
            return null;
        }
        Account account = accounts.get(entry.caller);
        account.v += charge(entry, usedNanos) - charge(entry, config.sliceNanos());
        account.turns--;
        account.cpuNanos += usedNanos;
        entry.cpuNanos += usedNanos;
        entry.isTaken = false;
        return entry;
    }

    private void end(Entry entry, JobState state) {
        Account account = accounts.get(entry.caller);
        if (entry.state == JobState.RUNNING) {
            account.running--;
            account.turns -= entry.isTaken ? 1 : 0;
        }
        if (entry.hasSeat) {
            seatsTaken--;
            entry.hasSeat = false;
        }
        entry.wantsSeat = false;
        entry.isTaken = false;
        entry.fence++;
        entry.state = state;
        entry.endedMs = clock.epochMillis();
        counts.ended(state, entry.cpuNanos);
        Job job = entry.job();
        entry.listeners.forEach(listener -> tellings.add(() -> listener.accept(job)));
        entry.listeners.clear();
    }

    /** Does something under the lock, and tells afterwards those who waited for its outcome. */
    private <T> CompletionStage<T> telling(java.util.function.Supplier<T> action) {
        T outcome;
        List<Runnable> due;
        synchronized (this) {
            outcome = action.get();
            due = List.copyOf(tellings);
            tellings.clear();
            wake.run();
        }
        due.forEach(Runnable::run);
        return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public long sliceNanos() {
        return config.sliceNanos();
    }

    @Override
    public synchronized boolean isWanted(Turn turn) {
        Entry entry = entry(turn.job().id());
        return entry != null && entry.fence == turn.fence() && entry.state == JobState.RUNNING;
    }

    @Override
    public synchronized void suspend(Turn turn, long usedNanos) {
        giveBack(turn, usedNanos);
        wake.run();
    }

    @Override
    public synchronized void awaitSeat(Turn turn, long usedNanos) {
        Entry entry = giveBack(turn, usedNanos);
        if (entry != null) {
            entry.wantsSeat = true;
        }
        wake.run();
    }

    @Override
    public CompletionStage<Boolean> finish(Turn turn, long usedNanos, JobResult result) {
        return telling(() -> {
            Entry entry = giveBack(turn, usedNanos);
            if (entry == null) {
                counts.add(JobEvent.RESULT_REFUSED, 1);
                return false;
            }
            entry.result = result;
            end(entry, result.rest() == null ? JobState.COMPLETED : JobState.PARTIAL);
            return true;
        });
    }

    @Override
    public void died(Turn turn, long usedNanos, String sentence) {
        telling(() -> {
            Entry entry = giveBack(turn, usedNanos);
            if (entry != null) {
                entry.deaths.add(sentence);
                if (entry.deaths.size() >= entry.deathsToFail) {
                    end(entry, JobState.FAILED);
                }
            }
            return null;
        });
    }

    @Override
    public synchronized boolean isHeld(JobId id) {
        Entry entry = entry(id);
        return entry != null && entry.state == JobState.RUNNING;
    }

    @Override
    public synchronized void whenReady(Runnable wake) {
        this.wake = wake;
    }
}
