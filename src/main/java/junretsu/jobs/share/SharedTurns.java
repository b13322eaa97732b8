package junretsu.jobs.share;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.queue.Turns;
import junretsu.jobs.share.TurnReturn.Kind;

/**
 * The workers' side of a queue in Redis. A worker that finds the buffer empty calls Redis itself: that call brings the
 * turns back that have ended since the last one, and takes the next ones, several when they are short.
 */
final class SharedTurns implements Turns {
    private final QueueConfig config;
    private final TurnCalls calls;
    private final HeldJobs held;
    private final JobCounts counts;

    /** True while a worker found nothing to do; the keeper then looks for it. */
    private final AtomicBoolean isHungry = new AtomicBoolean();

    private volatile boolean refuses;
    private volatile Runnable wake = () -> {};

    SharedTurns(QueueConfig config, TurnCalls calls, HeldJobs held, JobCounts counts) {
        this.config = config;
        this.calls = calls;
        this.held = held;
        this.counts = counts;
    }

    /** Hands out no more turns. */
    void refuseFurther() {
        refuses = true;
        held.emptyBuffer();
    }

    /** Takes note that a shard has a job to hand out. */
    void foundReady() {
        if (isHungry.getAndSet(false)) {
            wake.run();
        }
    }

    boolean isHungry() {
        return isHungry.get();
    }

    @Override
    public Turn take(int worker) {
        if (refuses) {
            return null;
        }
        Turn turn = held.next();
        for (int tries = 0; turn == null && tries <= config.shards(); tries++) {
            if (!calls.call(worker)) {
                break;
            }
            turn = held.next();
        }
        if (turn == null) {
            isHungry.set(true);
        }
        return turn;
    }

    @Override
    public long sliceNanos() {
        return config.sliceNanos();
    }

    @Override
    public boolean isWanted(Turn turn) {
        return held.isOut(turn);
    }

    @Override
    public void suspend(Turn turn, long usedNanos) {
        keep(turn, usedNanos, false);
    }

    @Override
    public void awaitSeat(Turn turn, long usedNanos) {
        keep(turn, usedNanos, true);
    }

    private void keep(Turn turn, long usedNanos, boolean needsSeat) {
        worked(usedNanos);
        HeldJob job = held.end(turn);
        if (job != null) {
            held.suspend(job, needsSeat, usedNanos);
        }
        if (usedNanos * 2 > config.sliceNanos()) {
            held.emptyBuffer();
        }
    }

    @Override
    public CompletionStage<Boolean> finish(Turn turn, long usedNanos, JobResult result) {
        worked(usedNanos);
        HeldJob job = held.end(turn);
        if (job == null || !held.forget(job)) {
            counts.add(JobEvent.RESULT_REFUSED, 1);
            return CompletableFuture.completedFuture(false);
        }
        TurnReturn done = new TurnReturn(Kind.DONE, job, usedNanos, result, null, new CompletableFuture<>());
        held.giveBack(done);
        calls.flushSoon();
        return done.accepted();
    }

    @Override
    public void died(Turn turn, long usedNanos, String sentence) {
        worked(usedNanos);
        HeldJob job = held.end(turn);
        if (job != null && held.forget(job)) {
            held.giveBack(new TurnReturn(Kind.DIED, job, usedNanos, null, sentence, new CompletableFuture<>()));
            calls.flushSoon();
        }
    }

    private void worked(long usedNanos) {
        counts.add(JobEvent.SLICE, 1);
        counts.worked(usedNanos);
    }

    @Override
    public boolean isHeld(JobId job) {
        return held.isHeld(job);
    }

    @Override
    public void whenReady(Runnable wakeWorkers) {
        wake = wakeWorkers;
    }
}
