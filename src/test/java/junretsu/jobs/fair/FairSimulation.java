package junretsu.jobs.fair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import junretsu.testing.FairnessCheck;

/** Workers that take turns at random jobs of random callers, in a time of its own. */
final class FairSimulation {
    private static final long MS = 1_000_000;
    private static final long SLICE = 50 * MS;
    private static final long OVERSHOOT = 5 * MS;

    /** A job's needs. */
    private static final class Work {
        final int caller;
        final int priority;
        long left;

        /** Of what is left, from where on it needs a seat; -1 for never. */
        long seatedPart;

        Work(int caller, int priority, long left, long seatedPart) {
            this.caller = caller;
            this.priority = priority;
            this.left = left;
            this.seatedPart = seatedPart;
        }
    }

    private record Event(long at, long number, Runnable action) {}

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>((one, other) ->
            one.at() != other.at() ? Long.compare(one.at(), other.at()) : Long.compare(one.number(), other.number()));
    private final Map<Long, Work> jobs = new HashMap<>();
    private final List<Long> open = new ArrayList<>();
    private final int workers;
    private final int callers;
    private final FairScheduler scheduler;
    private final FairnessCheck check;
    private final Slice[] slices;
    private final List<String> problems = new ArrayList<>();
    private long now;
    private long number;
    private long nextJob;

    FairSimulation(long seed) {
        random = new Random(seed);
        workers = new int[] {1, 2, 4, 16}[random.nextInt(4)];
        callers = random.nextInt(2, 8);
        int seats = random.nextInt(1, 5);
        scheduler = new FairScheduler(FairMode.CPU, SLICE, workers, seats);
        check = new FairnessCheck(new FairnessCheck.Setting(workers, seats, SLICE, OVERSHOOT, 0));
        slices = new Slice[workers];
        for (int worker = 0; worker < workers; worker++) {
            slices[worker] = new Slice();
        }
    }

    /** Runs until every job has ended, and returns what went wrong. */
    List<String> run() {
        for (int caller = 0; caller < callers; caller++) {
            plan(caller);
        }
        for (Event event; (event = events.poll()) != null; ) {
            now = event.at();
            event.action().run();
            dispatch();
        }
        if (scheduler.queued() + scheduler.running() + scheduler.active() > 0) {
            problems.add("something is left: " + scheduler.queued() + " queued");
        }
        int forgotten = 0;
        for (; scheduler.forgotten() >= 0; forgotten++) {}
        if (forgotten > callers || scheduler.forgotten() >= 0) {
            problems.add("forgot " + forgotten);
        }
        problems.addAll(check.violations());
        return problems;
    }

    /** A flood at the start, jobs now and then, or bursts with pauses. */
    private void plan(int caller) {
        double weight = random.nextBoolean() ? 1 : new double[] {0.5, 2, 3}[random.nextInt(3)];
        int runningMax = random.nextInt(5) == 0 ? random.nextInt(1, workers + 1) : Integer.MAX_VALUE;
        scheduler.caller(caller, weight, runningMax);
        check.caller(caller, weight, runningMax);
        int count = random.nextInt(1, 40);
        int pattern = random.nextInt(3);
        int size = random.nextInt(3);
        long at = random.nextInt(3) == 0 ? random.nextLong(500 * MS) : 0;
        for (int job = 0; job < count; job++) {
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
        long job = nextJob++;
        jobs.put(job, new Work(caller, priority, left, seated));
        open.add(job);
        check.ready(now, caller, job, priority);
        boolean waited = scheduler.queued(caller) > 0;
        scheduler.ready(caller, job, priority);
        if (!waited && scheduler.running(caller) == 0 && scheduler.virtualTime(caller) < scheduler.virtualTime()) {
            problems.add("caller " + caller + " came below the system's virtual time");
        }
        if (random.nextInt(40) == 0) {
            cancel(open.get(random.nextInt(open.size())));
        }
    }

    private void cancel(long job) {
        if (scheduler.remove(jobs.get(job).caller, job)) {
            check.cancelled(now, job);
            open.remove(job);
        }
    }

    private void dispatch() {
        for (int worker = 0; worker < workers; worker++) {
            if (!slices[worker].isOpen() && scheduler.next(slices[worker])) {
                begin(worker, slices[worker]);
            }
        }
    }

    private void begin(int worker, Slice slice) {
        check.begin(now, worker, slice.caller(), slice.job());
        Work work = jobs.get(slice.job());
        boolean isSeated = slice.hasSeat();
        long most = SLICE + random.nextLong(OVERSHOOT + 1);
        long used =
                Math.min(most, isSeated || work.seatedPart < 0 ? work.left : Math.max(0, work.left - work.seatedPart));
        boolean isLost = random.nextInt(60) == 0;
        long spent = isLost ? random.nextLong(used + 1) : used;
        schedule(now + spent, () -> end(worker, slice, work, spent, isLost));
    }

    private void end(int worker, Slice slice, Work work, long used, boolean isLost) {
        TurnEnd outcome;
        if (isLost) {
            outcome = TurnEnd.LOST;
        } else {
            work.left -= used;
            boolean isAtSeat = !slice.hasSeat() && work.seatedPart >= 0 && work.left <= work.seatedPart;
            outcome = work.left == 0 ? TurnEnd.DONE : isAtSeat ? TurnEnd.NEEDS_SEAT : TurnEnd.SUSPENDED;
        }
        long job = slice.job();
        check.end(now, worker, used, outcome);
        scheduler.charge(slice, used, outcome);
        if (outcome == TurnEnd.DONE) {
            open.remove(job);
        } else if (isLost) {
            schedule(now + random.nextLong(100 * MS), () -> {
                check.ready(now, work.caller, job, work.priority);
                scheduler.again(work.caller, job, work.priority);
            });
        }
    }

    private void schedule(long at, Runnable action) {
        events.add(new Event(at, number++, action));
    }
}
