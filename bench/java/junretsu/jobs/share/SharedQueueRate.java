package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.queue.Turns;
import junretsu.redis.RedisConfig;
import junretsu.redis.RedisUrl;

/**
 * Whole jobs a second through Redis: posted one by one, taken, finished. {@code bench/jobs-redis.sh}
 * runs it.
 *
 * <p>Arguments: the Redis's URL, jobs, callers, workers, jobs that may be under way. Prints jobs a second, posted and
 * whole, once all are completed.
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
        RedisConfig redis = new RedisConfig(List.of(RedisUrl.parse(args[0])), null, null, 5_000, null);
        CallerRules rules = caller -> new CallerRules.Rule(1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        String event = "rate" + System.nanoTime();
        DistinctErrors errors = new DistinctErrors(System.err::println, Clock.SYSTEM);
        List<WorkerThread> own = new ArrayList<>();
        try (SharedQueue queue =
                new SharedQueue(redis, event, config, rules, PostJournal.none(), System.err::println, Clock.SYSTEM)) {
            queue.start((worker, idle) -> {
                own.add(new WorkerThread(worker, idle, errors));
                return own.get(own.size() - 1);
            });
            own.forEach(WorkerThread::start);
            AtomicLong finished = new AtomicLong();
            AtomicLong refused = new AtomicLong();
            List<Thread> threads = IntStream.range(0, workers)
                    .mapToObj(i -> new Thread(() -> work(queue.turns(), i, jobs, finished, underWay)))
                    .toList();
            threads.forEach(Thread::start);
            long startNanos = System.nanoTime();
            CompletableFuture<?>[] posts = new CompletableFuture<?>[jobs];
            for (int i = 0; i < jobs; i++) {
                underWay.acquire();
                Posting.NewJob job = new Posting.NewJob("15", 5);
                posts[i] = queue
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
            long completed = queue.counts().endedAs(JobState.COMPLETED);
            if (refused.get() > 0 || completed != jobs) {
                throw new IllegalStateException(refused + " refused, " + completed + " of " + jobs + " completed");
            }
            System.out.printf("%.0f %.0f%n", jobs / postSeconds, jobs / seconds);
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
