package junretsu.jobs.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.jobs.fair.TurnEnd;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.queue.Turn;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;
import junretsu.testing.FairnessCheck;
import junretsu.testing.RedisServer;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;

/**
 * The promises of fair turns, as the scripts keep them: random callers and jobs, workers in a time of their own that
 * take their turns from a real Redis.
 */
class SharedFairnessIT {
    private static final int SCHEDULES = Integer.getInteger("junretsu.schedules", 60);
    private static final long MS = 1_000_000;
    private static final long SLICE = 50 * MS;
    private static final long OVERSHOOT = 5 * MS;
    private static final JobResult RESULT = new JobResult(List.of("3"), null, true);

    private final long seed = Seed.draw();

    @Test
    void theScriptsKeepThePromisesOfFairTurns() {
        try (RedisServer redis = RedisServer.start()) {
            for (int schedule = 0; schedule < SCHEDULES; schedule++) {
                assertThat(new Schedule(redis.url(), seed + schedule).run())
                        .as("-Djunretsu.seed=%d", seed + schedule)
                        .isEmpty();
            }
        }
    }

    /** One course of postings and turns. */
    private static final class Schedule {
        private record Event(long at, long number, Runnable action) {}

        private record Work(int caller, long key, long[] left, long seatedPart) {}

        private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) -> one.at() != other.at()
                ? Long.compare(one.at(), other.at())
                : Long.compare(one.number(), other.number()));
        private final Map<JobId, Work> jobs = new HashMap<>();
        private final Map<Integer, CallerRules.Rule> rules = new HashMap<>();
        private final Random random;
        private final int workers;
        private final Turn[] turns;
        private final QueueNode node;
        private final SharedTurns shared;
        private final ShardChoice choice;
        private final FairnessCheck check;
        private final TurnCalls calls;
        private long now;
        private long number;

        Schedule(String url, long seed) {
            random = new Random(seed);
            workers = new int[] {1, 2, 4, 16}[random.nextInt(4)];
            turns = new Turn[workers];
            int seats = random.nextInt(1, 5);
            String event = "f" + Math.abs(seed);
            QueueConfig config = new QueueConfig(true, SLICE, workers, seats, 10_000, 60_000, 60_000, 1);
            check = new FairnessCheck(new FairnessCheck.Setting(workers, seats, SLICE, OVERSHOOT, 0));
            Function<String, CallerRules.Rule> ruleOf = caller -> rules.get(Integer.parseInt(caller));
            QueueConfig api = new QueueConfig(true, SLICE, 0, seats, 10_000, 60_000, 60_000, 1);
            node = new QueueNode(url, event, api, ruleOf::apply, PostJournal.none());
            HeldJobs held = new HeldJobs(seats, 1);
            choice = new ShardChoice(1, held::waitsFor, Clock.SYSTEM);
            JobCounts counts = new JobCounts();
            TurnReplies replies = new TurnReplies(held, choice, counts, job -> {}, job -> {});
            calls = new TurnCalls(
                    config,
                    new QueueKeys(event, 1),
                    "i",
                    held,
                    choice,
                    replies,
                    1,
                    shard -> new RedisLink(QueueNode.config(url), Clock.SYSTEM),
                    new SharedHealth(EventLog.of(sentence -> {}), Clock.SYSTEM, "jobs", "", ""),
                    Clock.SYSTEM);
            shared = new SharedTurns(config, calls, held, counts);
            calls.flush(0);
        }

        List<String> run() {
            for (int caller = random.nextInt(2, 8); caller > 0; caller--) {
                plan(caller);
            }
            for (Event event; (event = events.poll()) != null; ) {
                now = event.at();
                event.action().run();
                dispatch();
            }
            calls.close();
            node.close();
            return check.violations();
        }

        /** A flood at the start, jobs now and then, or bursts with pauses. */
        private void plan(int caller) {
            double weight = random.nextBoolean() ? 1 : new double[] {0.5, 2, 3}[random.nextInt(3)];
            int runningMax = random.nextInt(5) == 0 ? random.nextInt(1, workers + 1) : Integer.MAX_VALUE;
            rules.put(caller, new CallerRules.Rule(weight, runningMax, 10_000));
            check.caller(caller, weight, runningMax);
            int pattern = random.nextInt(3);
            int size = random.nextInt(3);
            long at = random.nextInt(3) == 0 ? random.nextLong(500 * MS) : 0;
            for (int job = random.nextInt(1, 40); job > 0; job--) {
                schedule(at, () -> post(caller, size));
                if (pattern == 1 || pattern == 2 && random.nextInt(10) == 0) {
                    at += random.nextLong(pattern == 1 ? 60 * MS : 400 * MS);
                }
            }
        }

        private void post(int caller, int size) {
            long left = 1 + random.nextLong(size == 0 ? MS : size == 1 ? 80 * MS : 400 * MS);
            long seated = left > 100 * MS && random.nextBoolean() ? random.nextLong(left) : -1;
            int priority = random.nextInt(4) == 0 ? random.nextInt(10) : 5;
            Posting posting = new Posting(Integer.toString(caller), List.of(new Posting.NewJob("3", priority)), null);
            Job job = ((Posted.Accepted) node.post(posting)).jobs().get(0);
            long key = jobs.size();
            jobs.put(job.id(), new Work(caller, key, new long[] {left}, seated));
            check.ready(now, caller, key, priority);
            choice.posted(0);
        }

        private void dispatch() {
            for (int worker = 0; worker < workers; worker++) {
                if (turns[worker] == null) {
                    turns[worker] = shared.take(worker);
                    if (turns[worker] != null) {
                        begin(worker, turns[worker]);
                    }
                }
            }
        }

        private void begin(int worker, Turn turn) {
            Work work = jobs.get(turn.job().id());
            check.begin(now, worker, work.caller(), work.key());
            long most = SLICE + random.nextLong(OVERSHOOT + 1);
            boolean isFree = turn.hasSeat() || work.seatedPart() < 0;
            long used = Math.min(most, isFree ? work.left()[0] : Math.max(0, work.left()[0] - work.seatedPart()));
            schedule(now + used, () -> end(worker, turn, work, used));
        }

        private void end(int worker, Turn turn, Work work, long used) {
            work.left()[0] -= used;
            turns[worker] = null;
            boolean isAtSeat = !turn.hasSeat() && work.seatedPart() >= 0 && work.left()[0] <= work.seatedPart();
            if (work.left()[0] == 0) {
                check.end(now, worker, used, TurnEnd.DONE);
                shared.finish(turn, used, RESULT);
            } else if (isAtSeat) {
                check.end(now, worker, used, TurnEnd.NEEDS_SEAT);
                shared.awaitSeat(turn, used);
            } else {
                check.end(now, worker, used, TurnEnd.SUSPENDED);
                shared.suspend(turn, used);
            }
        }

        private void schedule(long at, Runnable action) {
            events.add(new Event(at, number++, action));
        }
    }
}
