package junretsu.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import junretsu.jobs.fair.TurnEnd;

/**
 * Checks the promises of fair turns in a history of events, handed in by their time: of a simulation, or of a server. It
 * knows nothing of how turns are chosen.
 *
 * <ul>
 *   <li>P1, delay: a caller that comes anew begins after at most one slice of each other active caller, over all workers,
 *       and what runs at the time. One that was there before may wait for as long again, since it had its slice.
 *   <li>P2, share: while two callers always have jobs ready, what they had by weight differs by at most W + 1 slices of
 *       each.
 *   <li>P3: no worker is idle while a job is ready, and the delay holds for every wait.
 *   <li>Each job ends once, none runs twice at a time, and those of one caller and priority begin in their order.
 * </ul>
 */
public final class FairnessCheck {

    /**
     * The setting of the history.
     *
     * @param overshootNanos by which a turn may be longer than its slice
     * @param idleNanos for which a worker may be idle while a job is ready
     */
    public record Setting(int workers, int seats, long sliceNanos, long overshootNanos, long idleNanos) {}

    private enum Stage {
        FRESH,
        SUSPENDED,
        SEATLESS,
        RUNNING,
        LOST,
        ENDED
    }

    private static final class Job {
        final long key;
        final Account account;
        final int priority;
        final long order;
        Stage stage = Stage.FRESH;
        boolean hasSeat;

        Job(long key, Account account, int priority, long order) {
            this.key = key;
            this.account = account;
            this.priority = priority;
            this.order = order;
        }
    }

    private static final class Account {
        final int number;
        double weight = 1;
        int runningMax = Integer.MAX_VALUE;
        int ready;
        int seatless;
        int running;
        final int[] fresh = new int[10];
        final long[] lastBegun = new long[10];

        /** Since when it waits for a turn; -1 while it does not. */
        long waitsSince = -1;

        long activeUntil = -1;
        boolean hadTurn;

        /** CPU time by weight. */
        double share;

        /** Number of the time in which jobs were always ready. */
        long backlog;

        boolean isBacklogged;

        Account(int number) {
            this.number = number;
        }

        boolean isActive() {
            return ready + seatless + running > 0;
        }
    }

    /** The range of the difference of two callers' shares since both have a backlog. */
    private static final class Pair {
        long firstBacklog = -1;
        long secondBacklog = -1;
        double lowest;
        double highest;
    }

    private final Setting setting;
    private final List<String> violations = new ArrayList<>();
    private final Map<Integer, Account> accounts = new LinkedHashMap<>();
    private final Map<Long, Job> jobs = new HashMap<>();
    private final Map<Long, Pair> pairs = new HashMap<>();
    private final Job[] running;
    private int seatsFree;
    private int busy;
    private long now;
    private long idleSince = -1;
    private long orders;
    private long backlogs;

    public FairnessCheck(Setting setting) {
        this.setting = setting;
        running = new Job[setting.workers()];
        seatsFree = setting.seats();
    }

    /** Sets a caller's weight and cap, before its first job. */
    public void caller(int caller, double weight, int runningMax) {
        Account account = account(caller);
        account.weight = weight;
        account.runningMax = runningMax;
    }

    /** A job was queued; the same one once more after its worker was lost. */
    public void ready(long atNanos, int caller, long job, int priority) {
        advance(atNanos);
        Account account = account(caller);
        Job known = jobs.get(job);
        if (known == null) {
            jobs.put(job, new Job(job, account, priority, ++orders));
            account.fresh[priority]++;
        } else {
            require(known.stage == Stage.LOST, "job %d was queued while it was %s", job, known.stage);
            known.stage = Stage.SUSPENDED;
        }
        account.ready++;
        refresh(account);
    }

    /** A queued job was taken out. */
    public void cancelled(long atNanos, long job) {
        advance(atNanos);
        Job known = jobs.get(job);
        leaveQueue(known);
        seatsFree += known.hasSeat ? 1 : 0;
        known.stage = Stage.ENDED;
        refreshAll();
    }

    /** A worker, 0 and up, began with a slice of a job. */
    public void begin(long atNanos, int worker, int caller, long job) {
        advance(atNanos);
        Job known = jobs.get(job);
        if (known == null || known.account.number != caller) {
            violations.add("job " + job + " of caller " + caller + " was never queued");
            return;
        }
        Account account = known.account;
        require(running[worker] == null, "worker %d began with job %d while it ran", worker, job);
        require(account.running < account.runningMax, "caller %d has more running than its cap", caller);
        checkOrder(known);
        checkDelay(account);
        if (known.stage == Stage.SEATLESS) {
            require(seatsFree > 0, "job %d began without a seat", job);
            known.hasSeat = true;
            seatsFree--;
        }
        leaveQueue(known);
        known.stage = Stage.RUNNING;
        running[worker] = known;
        busy++;
        account.running++;
        account.hadTurn = true;
        account.waitsSince = -1;
        refreshAll();
    }

    /** A worker ended its slice. */
    public void end(long atNanos, int worker, long usedNanos, TurnEnd outcome) {
        advance(atNanos);
        Job job = running[worker];
        Account account = job.account;
        require(usedNanos <= longest(), "job %d ran for %d ns", job.key, usedNanos);
        charge(account, outcome == TurnEnd.LOST ? Math.max(setting.sliceNanos(), usedNanos) : usedNanos);
        running[worker] = null;
        busy--;
        account.running--;
        if (outcome == TurnEnd.SUSPENDED) {
            job.stage = Stage.SUSPENDED;
            account.ready++;
        } else if (outcome == TurnEnd.NEEDS_SEAT) {
            job.stage = Stage.SEATLESS;
            account.seatless++;
        } else {
            job.stage = outcome == TurnEnd.LOST ? Stage.LOST : Stage.ENDED;
            seatsFree += job.hasSeat ? 1 : 0;
            job.hasSeat = false;
        }
        account.activeUntil = now;
        refreshAll();
    }

    /** The sentences about what was broken, after all jobs should have ended. */
    public List<String> violations() {
        jobs.values().stream()
                .filter(job -> job.stage != Stage.ENDED)
                .forEach(job -> violations.add("job " + job.key + " is " + job.stage + " at the end"));
        return violations;
    }

    private double longest() {
        return setting.sliceNanos() + setting.overshootNanos();
    }

    private void checkOrder(Job job) {
        Account account = job.account;
        require(
                job.stage != Stage.RUNNING && job.stage != Stage.ENDED && job.stage != Stage.LOST,
                "job %d began while it was %s",
                job.key,
                job.stage);
        if (job.stage == Stage.FRESH) {
            require(job.order > account.lastBegun[job.priority], "job %d began after a later one", job.key);
            account.lastBegun[job.priority] = job.order;
        }
        for (int higher = job.priority + 1; higher < account.fresh.length && !job.hasSeat; higher++) {
            require(account.fresh[higher] == 0, "job %d began before one of priority %d", job.key, higher);
        }
    }

    /** P1 and P3: what others may have had meanwhile, and what ran when the wait began. */
    private void checkDelay(Account account) {
        if (account.waitsSince < 0) {
            violations.add("caller " + account.number + " got a turn when nothing of it was ready");
            return;
        }
        double overshoots = (double) setting.workers() * setting.overshootNanos();
        double lead = account.hadTurn ? (setting.sliceNanos() + overshoots) / account.weight : 0;
        double others = 0;
        for (Account other : accounts.values()) {
            if (other != account && (other.isActive() || other.activeUntil >= account.waitsSince)) {
                others += longest() + (lead + setting.sliceNanos() / 16.0) * other.weight;
            }
        }
        double longestWait = longest() + others / setting.workers() + setting.idleNanos();
        require(
                now - account.waitsSince <= longestWait,
                "caller %d waited for %.1f ms from %.1f ms on, where %.1f ms are allowed",
                account.number,
                (now - account.waitsSince) / 1e6,
                account.waitsSince / 1e6,
                longestWait / 1e6);
    }

    /** P2. */
    private void charge(Account account, long usedNanos) {
        double before = account.share;
        account.share += usedNanos / account.weight;
        if (!account.isBacklogged) {
            return;
        }
        for (Account other : accounts.values()) {
            if (other == account || !other.isBacklogged) {
                continue;
            }
            boolean isFirst = account.number < other.number;
            Account first = isFirst ? account : other;
            Account second = isFirst ? other : account;
            Pair pair = pairs.computeIfAbsent((long) first.number << 32 | second.number, key -> new Pair());
            if (pair.firstBacklog != first.backlog || pair.secondBacklog != second.backlog) {
                pair.firstBacklog = first.backlog;
                pair.secondBacklog = second.backlog;
                pair.lowest = isFirst ? before - other.share : other.share - before;
                pair.highest = pair.lowest;
            }
            checkShares(pair, first, second);
        }
    }

    private void checkShares(Pair pair, Account first, Account second) {
        double difference = first.share - second.share;
        pair.lowest = Math.min(pair.lowest, difference);
        pair.highest = Math.max(pair.highest, difference);
        double most = (setting.workers() + 1) * (longest() / first.weight + longest() / second.weight);
        if (pair.highest - pair.lowest <= most) {
            return;
        }
        pair.firstBacklog = -1;
        require(
                false,
                "the shares of callers %d and %d drifted by %.1f ms, where %.1f ms are allowed",
                first.number,
                second.number,
                (pair.highest - pair.lowest) / 1e6,
                most / 1e6);
    }

    private void leaveQueue(Job job) {
        if (job.stage == Stage.SEATLESS) {
            job.account.seatless--;
        } else {
            job.account.ready--;
        }
        job.account.fresh[job.priority] -= job.stage == Stage.FRESH ? 1 : 0;
    }

    private void refreshAll() {
        accounts.values().forEach(this::refresh);
    }

    private void refresh(Account account) {
        boolean isCapped = account.running >= account.runningMax;
        boolean isReady = !isCapped && (account.ready > 0 || account.seatless > 0 && seatsFree > 0);
        if (!isReady) {
            account.waitsSince = -1;
        } else if (account.waitsSince < 0) {
            account.waitsSince = now;
        }
        boolean isBacklogged = !isCapped && account.ready > 0;
        if (isBacklogged && !account.isBacklogged) {
            account.backlog = ++backlogs;
        }
        account.isBacklogged = isBacklogged;
    }

    /** P3: looks at what stood before this moment. */
    private void advance(long atNanos) {
        require(atNanos >= now, "an event at %d ns came after one at %d ns", atNanos, now);
        if (atNanos > now) {
            Account waiting = busy == setting.workers()
                    ? null
                    : accounts.values().stream()
                            .filter(account -> account.waitsSince >= 0)
                            .findAny()
                            .orElse(null);
            idleSince = waiting == null ? -1 : idleSince < 0 ? now : idleSince;
            require(
                    waiting == null || atNanos - idleSince <= setting.idleNanos(),
                    "a worker was idle for %.3f ms at %.1f ms while a job was ready",
                    (atNanos - idleSince) / 1e6,
                    idleSince / 1e6);
        }
        now = Math.max(now, atNanos);
    }

    private Account account(int caller) {
        return accounts.computeIfAbsent(caller, Account::new);
    }

    private void require(boolean isRight, String sentence, Object... values) {
        if (!isRight) {
            violations.add(String.format(Locale.ROOT, sentence, values));
        }
    }
}
