package junretsu.jobs.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import junretsu.jobs.fair.TurnEnd;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.queue.Turns;
import junretsu.sql.SqlException;

/** The workers' side of the queue. Any thread may call. */
final class LocalTurns implements Turns {
    private final LocalState state;
    private final WorkerSlots slots;
    private volatile boolean isOver;

    LocalTurns(LocalState state, WorkerSlots slots) {
        this.state = state;
        this.slots = slots;
    }

    /** Lets no further turn go out. */
    void refuseFurther() {
        isOver = true;
        slots.close();
    }

    @Override
    public Turn take(int worker) {
        while (!isOver && state.unsaved().isEmpty()) {
            BegunJob next = state.open().next();
            if (next == null) {
                return null;
            }
            try {
                // Asked once: whoever cancels it takes it from there at any moment.
                Job known = next.job();
                Job job = known == null ? begin(next) : known;
                if (job != null) {
                    slots.set(worker, next.sequence, state.clock().epochMillis());
                    state.counts().add(JobEvent.SLICE, 1);
                    return new Turn(job, next.fence, next.slice.hasSeat());
                }
            } catch (SqlException e) {
                state.errors().record("reading a job whose turn has come", e);
                state.open().putBack(next);
                return null;
            }
        }
        return null;
    }

    /** Returns the job as it runs; null when the turn was taken back, since the job has ended. */
    private Job begin(BegunJob next) throws SqlException {
        Job read = state.jobs().next(next.sequence);
        long nowMs = state.clock().epochMillis();
        Job running = state.open().begin(next, read, nowMs);
        if (running != null && read.startedMs() == 0) {
            state.counts().began(TimeUnit.MILLISECONDS.toNanos(Math.max(0, nowMs - read.postedMs())));
        }
        return running;
    }

    @Override
    public long sliceNanos() {
        return state.config().sliceNanos();
    }

    @Override
    public boolean isWanted(Turn turn) {
        return state.open().isWanted(turn);
    }

    @Override
    public void suspend(Turn turn, long usedNanos) {
        end(turn, usedNanos, TurnEnd.SUSPENDED);
    }

    @Override
    public void awaitSeat(Turn turn, long usedNanos) {
        end(turn, usedNanos, turn.hasSeat() ? TurnEnd.SUSPENDED : TurnEnd.NEEDS_SEAT);
    }

    @Override
    public CompletionStage<Boolean> finish(Turn turn, long usedNanos, JobResult result) {
        Job job = end(turn, usedNanos, TurnEnd.DONE);
        if (job == null) {
            state.counts().add(JobEvent.RESULT_REFUSED, 1);
            return CompletableFuture.completedFuture(false);
        }
        EndUnit end = new EndUnit(state, job, result);
        state.database().writer().submit(end);
        return end.answer();
    }

    @Override
    public void died(Turn turn, long usedNanos, String sentence) {
        Job job = end(turn, usedNanos, TurnEnd.LOST);
        if (job != null) {
            state.database().writer().submit(new DeathUnit(state, job, sentence, false));
        }
    }

    private Job end(Turn turn, long usedNanos, TurnEnd outcome) {
        slots.leave(turn.job().id().sequence());
        state.counts().worked(usedNanos);
        return state.open().end(turn, usedNanos, outcome);
    }

    @Override
    public boolean isHeld(JobId job) {
        return state.open().isHeld(job.sequence());
    }

    @Override
    public void whenReady(Runnable wake) {
        state.wake().set(wake);
    }
}
