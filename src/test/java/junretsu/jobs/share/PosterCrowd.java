package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.Turn;
import junretsu.jobs.queue.Turns;
import junretsu.testing.Waiting;

/** Posters and workers of several nodes at once, who remember what was promised to them. */
final class PosterCrowd implements AutoCloseable {
    private static final long SETTLE_NANOS = 60_000_000_000L;
    private static final long LOOK_MS = 20;
    private static final JobResult RESULT = new JobResult(List.of("3", "5"), null, true);

    /** By job: the node that accepted it. */
    final Map<JobId, QueueNode> accepted = new ConcurrentHashMap<>();

    /** By job: results that were taken. */
    final Map<JobId, AtomicInteger> results = new ConcurrentHashMap<>();

    /** Jobs of which somebody asked that they be cancelled. */
    final Set<JobId> cancelled = ConcurrentHashMap.newKeySet();

    final AtomicInteger unavailable = new AtomicInteger();
    private final List<QueueNode> nodes;
    private final long seed;
    private final List<Thread> posters = new ArrayList<>();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean posts = true;
    private volatile boolean works = true;

    PosterCrowd(List<QueueNode> nodes, long seed) {
        this.nodes = nodes;
        this.seed = seed;
        for (QueueNode node : nodes) {
            for (int i = 0; i < 2; i++) {
                int number = i;
                posters.add(new Thread(() -> post(node, number)));
                workers.add(new Thread(() -> work(node.queue.turns(), number)));
            }
        }
        posters.forEach(Thread::start);
        workers.forEach(Thread::start);
    }

    private void post(QueueNode node, int number) {
        Random random = new Random(seed + number);
        while (posts) {
            String caller = "caller " + random.nextInt(5);
            List<Posting.NewJob> jobs = new ArrayList<>();
            for (int i = random.nextInt(10) == 0 ? 20 : 1; i > 0; i--) {
                jobs.add(new Posting.NewJob("15", random.nextInt(10)));
            }
            if (node.post(new Posting(caller, jobs, null)) instanceof Posted.Accepted done) {
                done.jobs().forEach(job -> accepted.put(job.id(), node));
                if (random.nextInt(20) == 0) {
                    cancelled.add(done.jobs().get(0).id());
                    node.queue
                            .cancel(done.jobs().get(0).id())
                            .toCompletableFuture()
                            .join();
                }
            } else {
                unavailable.incrementAndGet();
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private void work(Turns turns, int number) {
        Random random = new Random(seed - number);
        while (works) {
            Turn turn = turns.take(number);
            if (turn == null) {
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            long usedNanos = random.nextInt(2_000_000);
            if (random.nextInt(4) == 0) {
                turns.suspend(turn, usedNanos);
            } else if (random.nextInt(10) == 0) {
                turns.awaitSeat(turn, usedNanos);
            } else {
                JobId id = turn.job().id();
                turns.finish(turn, usedNanos, RESULT).thenAccept(isTaken -> {
                    if (isTaken) {
                        results.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
                    }
                });
            }
        }
    }

    /** Lets postings go on until so many more were accepted. */
    void awaitAccepted(int more) {
        int before = accepted.size();
        Waiting.until(more + " postings; " + logs(), () -> accepted.size() >= before + more);
    }

    /** Ends the postings; each has its answer then. */
    void stopPosting() {
        posts = false;
        posters.forEach(PosterCrowd::join);
    }

    /** Ends the postings and waits until all that was accepted is completed, as the node says that accepted it. */
    void settle() {
        stopPosting();
        List<JobId> open = new ArrayList<>(accepted.keySet());
        long deadlineNanos = System.nanoTime() + SETTLE_NANOS;
        while (!open.isEmpty() && !hasFailed(open) && System.nanoTime() < deadlineNanos) {
            open.removeIf(this::isCompleted);
            Waiting.sleep(LOOK_MS);
        }
        if (!open.isEmpty()) {
            throw new AssertionError(open.size() + " of " + accepted.size() + " are not completed, one is "
                    + accepted.get(open.get(0)).find(open.get(0)) + ", taken "
                    + results.getOrDefault(open.get(0), new AtomicInteger()) + " times; seed " + seed + "; " + logs());
        }
    }

    private boolean isCompleted(JobId id) {
        Job job = accepted.get(id).find(id);
        return job != null
                && (job.state() == JobState.COMPLETED && RESULT.equals(job.result())
                        || job.state() == JobState.CANCELLED && cancelled.contains(id));
    }

    private boolean hasFailed(List<JobId> open) {
        Job job = accepted.get(open.get(0)).find(open.get(0));
        return job != null && job.state().isFinal() && !isCompleted(job.id());
    }

    String logs() {
        return nodes.stream().map(node -> node.queue.state() + " " + node.log).toList() + " " + accepted.size()
                + " accepted";
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stopPosting();
        works = false;
        workers.forEach(PosterCrowd::join);
    }
}
