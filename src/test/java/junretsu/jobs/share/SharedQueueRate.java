package junretsu.jobs.share;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.queue.Turns;

/**
 * Whole jobs a second through Redis: posted one by one, taken, finished. Not a test; {@code bench/jobs-redis.sh} runs it.
 *
 * <p>Arguments: the Redis's URL, jobs, callers, workers, jobs that may be under way.
 */
public final class SharedQueueRate {
    private static final JobResult RESULT = new JobResult(List.of("3", "5"), null, true);
    private static final long TURN_NANOS = 20_000;

    private SharedQueueRate() {}

    public static void main(String[] args) throws Exception {
        int jobs = Integer.parseInt(args[1]);
        int callers = Integer.parseInt(args[2]);
        int workers = Integer.parseInt(args[3]);
        Semaphore underWay = new Semaphore(Integer.parseInt(args[4]));
        QueueConfig config = new QueueConfig(true, 50_000_000, workers, 32, 10_000_000, 60_000, 10_000, 1);
        try (QueueNode node =
                new QueueNode(args[0], "rate" + System.nanoTime(), config, QueueNode.NO_RULES, PostJournal.none())) {
            AtomicLong finished = new AtomicLong();
            AtomicLong refused = new AtomicLong();
            List<Thread> threads = IntStream.range(0, workers)
                    .mapToObj(i -> new Thread(() -> work(node.queue.turns(), i, jobs, finished, underWay)))
                    .toList();
            threads.forEach(Thread::start);
            long startNanos = System.nanoTime();
            CompletableFuture<?>[] posts = new CompletableFuture<?>[jobs];
            for (int i = 0; i < jobs; i++) {
                underWay.acquire();
                Posting.NewJob job = new Posting.NewJob("15", 5);
                posts[i] = node.queue
                        .post(new Posting("caller " + i % callers, List.of(job), null))
                        .thenAccept(posted -> {
                            if (!(posted instanceof Posted.Accepted)) {
                                refused.incrementAndGet();
                                finished.incrementAndGet();
                                underWay.release();
                            }
                        })
                        .toCompletableFuture();
            }
            CompletableFuture.allOf(posts).join();
            double postSeconds = (System.nanoTime() - startNanos) / 1e9;
            for (Thread thread : threads) {
                thread.join();
            }
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            System.out.printf(
                    "%d jobs, refused %d, completed %d, posted %.0f/s, whole %.0f/s%n",
                    jobs,
                    refused.get(),
                    node.queue.counts().endedAs(JobState.COMPLETED),
                    jobs / postSeconds,
                    jobs / seconds);
        }
    }

    private static void work(Turns turns, int worker, int jobs, AtomicLong finished, Semaphore underWay) {
        while (finished.get() < jobs) {
            Turn turn = turns.take(worker);
            if (turn == null) {
                LockSupport.parkNanos(100_000);
                continue;
            }
            turns.finish(turn, TURN_NANOS, RESULT).thenAccept(isTaken -> {
                finished.incrementAndGet();
                underWay.release();
            });
        }
    }
}
