package junretsu.jobs.serve;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobQueue;
import junretsu.web.Exchange;

/** The clients that wait for a job's end; none holds a thread. Any thread may call. */
final class Waits {
    private final JobQueue queue;
    private final Set<CompletableFuture<Job>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    Waits(JobQueue queue) {
        this.queue = queue;
    }

    private CompletableFuture<Job> begin(JobId id, long nanos) {
        CompletableFuture<Job> wait = new CompletableFuture<>();
        waiting.add(wait);
        Runnable giveUp = queue.whenEnded(id, wait::complete);
        wait.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
        if (isOver) {
            wait.complete(null);
        }
        wait.whenComplete((job, failure) -> {
            waiting.remove(wait);
            giveUp.run();
        });
        return wait;
    }

    /**
     * Waits for the end of all of several jobs: completed with each as it is at its end; with null for one that has not
     * ended when the time is over, the server stops or the client has left.
     */
    CompletionStage<List<Job>> ended(List<JobId> ids, long nanos, Exchange exchange) {
        List<CompletableFuture<Job>> waits =
                ids.stream().map(id -> begin(id, nanos)).toList();
        exchange.whenLeft(() -> waits.forEach(wait -> wait.complete(null)));
        return CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new))
                .thenApply(all -> waits.stream().map(CompletableFuture::join).toList());
    }

    int count() {
        return waiting.size();
    }

    /** Lets nobody wait any longer. */
    void endAll() {
        isOver = true;
        waiting.forEach(wait -> wait.complete(null));
    }
}
