package junretsu.jobs.share;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;

/** Keeps nothing: what was acknowledged is in Redis alone. */
final class NoJournal implements PostJournal {
    @Override
    public CompletionStage<Void> add(List<Job> jobs) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void ended(Job job) {}

    @Override
    public CompletionStage<Void> putBack(Job job) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Job find(JobId id) {
        return null;
    }

    @Override
    public List<Job> open(JobId after, int limit) {
        return List.of();
    }

    @Override
    public void close() {}
}
