package junretsu.jobs.share;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntConsumer;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;

/**
 * Puts failed jobs back, in Redis and then in this node's journal, whichever node accepted them. A failure that was
 * seen before that is not written down behind it. Any thread may call.
 */
final class Requeues {
    private final Lanes lanes;
    private final PostJournal journal;
    private final Losses losses;
    private final JobCounts counts;
    private final IntConsumer ready;
    private long putBack;

    /** @param ready gets the shard of each job that was put back */
    Requeues(Lanes lanes, PostJournal journal, Losses losses, JobCounts counts, IntConsumer ready) {
        this.lanes = lanes;
        this.journal = journal;
        this.losses = losses;
        this.counts = counts;
        this.ready = ready;
    }

    CompletionStage<Change> requeue(JobId id) {
        int shard = lanes.keys().shard(id);
        long signsBefore = losses.signs();
        return lanes.get(
                        shard,
                        QueueScript.REQUEUE,
                        List.of(id.toString(), lanes.newWord()),
                        reply -> answered(id, (List<?>) reply))
                .thenCompose(Function.identity())
                .exceptionally(failure -> Change.UNAVAILABLE)
                .whenComplete((change, failure) -> losses.written(signsBefore));
    }

    private CompletionStage<Change> answered(JobId id, List<?> reply) {
        Change change = JobQuestions.change(reply.get(0));
        if (change != Change.DONE) {
            return CompletableFuture.completedFuture(change);
        }
        CompletionStage<Void> written = putBack(JobFields.job(id, reply.get(1)));
        counts.add(JobEvent.REQUEUED, 1);
        ready.accept(lanes.keys().shard(id));
        return written.thenApply(done -> Change.DONE);
    }

    private synchronized CompletionStage<Void> putBack(Job job) {
        putBack++;
        return journal.putBack(job);
    }

    /** The number of jobs that were put back here. */
    synchronized long count() {
        return putBack;
    }

    /**
     * Writes down a job's failure, unless one was put back since it was asked for, which may be this one.
     *
     * @param countBefore what {@link #count} was before
     */
    synchronized boolean writeFailure(Job failed, long countBefore) {
        if (putBack != countBefore) {
            return false;
        }
        journal.ended(failed);
        return true;
    }
}
