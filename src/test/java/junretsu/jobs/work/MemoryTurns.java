package junretsu.jobs.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.fair.FairMode;
import junretsu.jobs.fair.FairScheduler;
import junretsu.jobs.fair.Slice;
import junretsu.jobs.fair.TurnEnd;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.queue.Turns;

/** A queue in memory, with fair turns; the callers are numbers, and it tells what became of each turn. */
class MemoryTurns implements Turns {
    private final FairScheduler scheduler;
    private final long sliceNanos;
    private final Map<Long, Job> open = new HashMap<>();
    private final Map<Long, JobResult> results = new HashMap<>();
    private final Map<Turn, Slice> slices = new HashMap<>();
    private final List<String> deaths = new ArrayList<>();
    private Runnable wake = () -> {};
    private int suspensions;
    private int waits;
    private long fence;
    private long usedNanos;

    MemoryTurns(long sliceNanos, int workers, int seats) {
        this.sliceNanos = sliceNanos;
        scheduler = new FairScheduler(FairMode.CPU, sliceNanos, workers, seats);
    }

    Job post(int caller, long sequence, String number) {
        Job job = new Job(JobId.of(sequence), "" + caller, number, 5, JobState.QUEUED, 1, 0, 0, 0, List.of(), null);
        synchronized (this) {
            open.put(sequence, job);
            scheduler.ready(caller, sequence, 5);
            posted(caller, sequence);
        }
        wake.run();
        return job;
    }

    synchronized void cancel(Job job) {
        open.remove(job.id().sequence());
        scheduler.remove(Integer.parseInt(job.caller()), job.id().sequence());
    }

    /** Called under the lock, as the next two. */
    void posted(int caller, long job) {}

    void taken(int worker, Slice slice) {}

    void returned(Slice slice, long used, TurnEnd outcome) {}

    @Override
    public synchronized Turn take(int worker) {
        Slice slice = new Slice();
        if (!scheduler.next(slice)) {
            return null;
        }
        Turn turn = new Turn(open.get(slice.job()), ++fence, slice.hasSeat());
        slices.put(turn, slice);
        taken(worker, slice);
        return turn;
    }

    @Override
    public long sliceNanos() {
        return sliceNanos;
    }

    @Override
    public synchronized boolean isWanted(Turn turn) {
        return open.containsKey(turn.job().id().sequence());
    }

    @Override
    public synchronized void suspend(Turn turn, long used) {
        suspensions++;
        giveBack(turn, used, isWanted(turn) ? TurnEnd.SUSPENDED : TurnEnd.DONE);
    }

    @Override
    public synchronized void awaitSeat(Turn turn, long used) {
        waits++;
        giveBack(turn, used, TurnEnd.NEEDS_SEAT);
    }

    @Override
    public synchronized CompletionStage<Boolean> finish(Turn turn, long used, JobResult result) {
        giveBack(turn, used, TurnEnd.DONE);
        results.put(turn.job().id().sequence(), result);
        open.remove(turn.job().id().sequence());
        notifyAll();
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized void died(Turn turn, long used, String sentence) {
        deaths.add(sentence);
        giveBack(turn, used, TurnEnd.LOST);
        open.remove(turn.job().id().sequence());
    }

    private void giveBack(Turn turn, long used, TurnEnd outcome) {
        Slice slice = slices.remove(turn);
        usedNanos += used;
        returned(slice, used, outcome);
        scheduler.charge(slice, used, outcome);
    }

    @Override
    public synchronized boolean isHeld(JobId job) {
        return open.containsKey(job.sequence());
    }

    @Override
    public void whenReady(Runnable waker) {
        wake = waker;
    }

    /** Waits for a result. */
    synchronized JobResult await(long sequence) throws InterruptedException {
        while (!results.containsKey(sequence)) {
            wait();
        }
        return results.get(sequence);
    }

    synchronized JobResult result(long sequence) {
        return results.get(sequence);
    }

    synchronized List<String> deaths() {
        return List.copyOf(deaths);
    }

    synchronized int suspensions() {
        return suspensions;
    }

    synchronized int waits() {
        return waits;
    }

    synchronized long usedNanos() {
        return usedNanos;
    }

    synchronized int open() {
        return open.size();
    }
}
