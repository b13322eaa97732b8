package junretsu.jobs.serve;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobQueue;

/** The clients that wait for a job's end; none holds a thread. Any thread may call. */
final class Waits {
    private final JobQueue queue;
    private final Set<CompletableFuture<Job>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    Waits(JobQueue queue) {
        this.queue = queue;
    }

    /** Waits for a job's end: completed with the job, or with null when the time is over or the server stops. */
    CompletionStage<Job> ended(JobId id, long nanos) {
        CompletableFuture<Job> wait = new CompletableFuture<>();
        waiting.add(wait);
        Runnable giveUp = queue.whenEnded(id, wait::complete);
        wait.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
        if (isOver) {
            wait.complete(null);
        }
        return wait.whenComplete((job, failure) -> {
            waiting.remove(wait);
            giveUp.run();
        });
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
