package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobState;
import junretsu.redis.SharedHealth;

/**
 * Compares this node's journal with Redis: what Redis has lost is posted again, what has ended is written down. All of
 * it after each sign of a loss, and once a minute, since a Redis that came back a moment older shows none.
 */
final class Healer implements Worker {
    private static final int PAGE = 200;
    private static final long PASS_NANOS = 60_000_000_000L;
    private static final long ROUND_NANOS = 100_000_000;
    private static final String MISSING = "missing";

    private final PostJournal journal;
    private final Lanes lanes;
    private final Posts posts;
    private final EndWaiters waiters;
    private final SharedHealth health;
    private final Losses losses;
    private final Requeues requeues;
    private final Clock clock;
    private final LongAdder reposted = new LongAdder();
    private Job last;
    private long nextNanos;
    private String stateBefore = SharedHealth.STARTING;

    Healer(
            PostJournal journal,
            Lanes lanes,
            Posts posts,
            EndWaiters waiters,
            SharedHealth health,
            Losses losses,
            Requeues requeues,
            Clock clock) {
        this.journal = journal;
        this.lanes = lanes;
        this.posts = posts;
        this.waiters = waiters;
        this.health = health;
        this.losses = losses;
        this.requeues = requeues;
        this.clock = clock;
        nextNanos = clock.nanoTime();
    }

    /** Jobs that Redis had lost and this node has posted again. */
    long reposted() {
        return reposted.sum();
    }

    @Override
    public String role() {
        return "job-healer";
    }

    static IdlePolicy idlePolicy() {
        return work -> {
            if (work == 0) {
                LockSupport.parkNanos(ROUND_NANOS);
            }
        };
    }

    @Override
    public int doWork() {
        String state = health.state();
        if (state.equals(SharedHealth.OK) && !stateBefore.equals(SharedHealth.OK)) {
            losses.sign();
        }
        stateBefore = state;
        if (!state.equals(SharedHealth.OK)) {
            return 0;
        }
        if (losses.takeDue()) {
            last = null;
            nextNanos = clock.nanoTime();
        }
        if (clock.nanoTime() - nextNanos < 0) {
            return 0;
        }
        return page();
    }

    private int page() {
        List<Job> page = journal.open(last == null ? null : last.id(), PAGE);
        try {
            for (List<Job> part : byShard(page)) {
                check(part);
            }
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof RedisAway)) {
                throw e;
            }
            return 0;
        }
        last = page.size() < PAGE ? null : page.get(page.size() - 1);
        if (last == null) {
            nextNanos = clock.nanoTime() + PASS_NANOS;
        }
        return page.size();
    }

    private List<List<Job>> byShard(List<Job> page) {
        Map<Integer, List<Job>> parts = new LinkedHashMap<>();
        page.forEach(job -> parts.computeIfAbsent(lanes.keys().shard(job.id()), shard -> new ArrayList<>())
                .add(job));
        return List.copyOf(parts.values());
    }

    private void check(List<Job> jobs) {
        int shard = lanes.keys().shard(jobs.get(0).id());
        List<String> ids = jobs.stream().map(job -> job.id().toString()).toList();
        long requeuesBefore = requeues.count();
        List<?> reply = lanes.get(shard, QueueScript.CHECK, ids, each -> (List<?>) each)
                .toCompletableFuture()
                .join();
        Map<String, List<Job>> missing = new LinkedHashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            if (reply.get(i + 1) instanceof List<?> fields) {
                ended(JobFields.job(job.id(), fields), requeuesBefore);
            } else if (JobFields.text(reply.get(i + 1)).equals(MISSING)) {
                missing.computeIfAbsent(job.caller(), caller -> new ArrayList<>())
                        .add(job);
            }
        }
        for (List<Job> ofCaller : missing.values()) {
            posts.repeat(ofCaller).toCompletableFuture().join();
            reposted.add(ofCaller.size());
        }
        if (!missing.isEmpty()) {
            health.announce(missing.values().stream().mapToInt(List::size).sum()
                    + " jobs that Redis had lost were posted again");
        }
    }

    private void ended(Job job, long requeuesBefore) {
        if (job == null) {
            return;
        }
        if (job.state() != JobState.FAILED) {
            journal.ended(job);
        } else if (!requeues.writeFailure(job, requeuesBefore)) {
            return;
        }
        waiters.tell(job);
    }
}
