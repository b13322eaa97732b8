package junretsu.jobs.share;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;

/** A journal whose disk takes as long as the test wants. */
final class HeldBackJournal implements PostJournal {
    /** Readings from the beginning, once they are over. */
    final AtomicInteger comparisons = new AtomicInteger();

    /** Called with each job whose end is to be written, before that. */
    volatile Consumer<Job> ending = job -> {};

    private volatile CompletableFuture<Void> release = new CompletableFuture<>();
    private final ConcurrentSkipListMap<String, Job> open = new ConcurrentSkipListMap<>();

    /** Writes nothing from now on. */
    void hold() {
        release = new CompletableFuture<>();
    }

    /** Writes what waits, and all that comes. */
    void release() {
        release.complete(null);
    }

    @Override
    public CompletionStage<Void> add(List<Job> jobs) {
        return release.thenRun(() -> jobs.forEach(job -> open.put(job.id().toString(), job)));
    }

    @Override
    public void ended(Job job) {
        ending.accept(job);
        open.remove(job.id().toString());
    }

    @Override
    public CompletionStage<Void> putBack(Job job) {
        return add(List.of(job));
    }

    @Override
    public Job find(JobId id) {
        return open.get(id.toString());
    }

    @Override
    public List<Job> open(JobId after, int limit) {
        List<Job> page = open.values().stream()
                .filter(job -> after == null || job.id().toString().compareTo(after.toString()) > 0)
                .limit(limit)
                .toList();
        if (after == null) {
            comparisons.incrementAndGet();
        }
        return page;
    }

    @Override
    public void close() {}
}
