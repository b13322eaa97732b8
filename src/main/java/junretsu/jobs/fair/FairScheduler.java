package junretsu.jobs.fair;

/**
 * The order in which workers take turns at the jobs of many callers: start-time fair queueing (Goyal, Vin and Cheng,
 * SIGCOMM 1996) by the CPU time that was used, in slices. A turn goes to the caller with the smallest virtual time,
 * which is the CPU time it had divided by its weight. A slice is charged when it begins and corrected when it ends.
 *
 * <ul>
 *   <li>A caller that comes with a job gets at least the virtual time that the system has: credit is not hoarded.
 *   <li>No charge puts one ahead of the system by more than {@value #DEBT_SLICES_MAX} slices for each worker.
 *   <li>The system's virtual time is that of the last turn's caller. It also rises as all share what is used, up to
 *       {@code slice / }{@value #LEAD_DIVISOR} beyond the first caller in the queue. So callers that are always new do
 *       not keep one waiting for ever that had its slice, and accounts of idle callers can be closed.
 * </ul>
 *
 * <p>Pure: no thread, no clock, no I/O. To be used by one thread at a time. A call costs the logarithm of the number of
 * callers, and for {@link #remove} and {@link #position} that of the caller's queue. A job that is queued late, behind
 * greater keys, moves some of that queue; {@link #topQueued} and {@link #topUsed} look at every caller.
 */
public final class FairScheduler {

    /** The highest priority; the lowest is 0. */
    public static final int PRIORITY_MAX = 9;

    static final int DEBT_SLICES_MAX = 10;
    static final int LEAD_DIVISOR = 16;

    private final FairMode mode;
    private final double sliceNanos;
    private final double debtMax;
    private final CallerHeap ready = new CallerHeap();

    /** Those with jobs of which all wait for a seat. */
    private final CallerHeap seatless = new CallerHeap();

    private final CallerHeap idle = new CallerHeap();
    private final Accounts accounts = new Accounts();
    private double virtualTime;

    /** The virtual time of the caller that is furthest ahead. */
    private double latest;

    private long sequence;
    private int seatsFree;
    private long queued;
    private int running;

    /**
     * @param sliceNanos that a turn should last, from 1
     * @param workers that take turns, from 1; for the bound of debts only
     * @param seats for jobs that hold much memory, from 1
     */
    public FairScheduler(FairMode mode, long sliceNanos, int workers, int seats) {
        if (sliceNanos < 1 || workers < 1 || seats < 1) {
            throw new IllegalArgumentException(
                    "slice " + sliceNanos + " ns, " + workers + " workers, " + seats + " seats: each is at least 1");
        }
        this.mode = mode;
        this.sliceNanos = sliceNanos;
        debtMax = (double) DEBT_SLICES_MAX * sliceNanos * workers;
        seatsFree = seats;
    }

    /**
     * Sets a caller's weight and cap. A caller that {@link #forgotten} gave back is as new: to be called before its
     * first job.
     *
     * @param weight its share in proportion to others, finite and above 0; 1 unless set
     * @param runningMax jobs of it that may run at once, from 1; unlimited unless set
     */
    public void caller(int caller, double weight, int runningMax) {
        if (!(weight > 0) || Double.isInfinite(weight) || runningMax < 1) {
            throw new IllegalArgumentException("caller " + caller + ": weight " + weight + ", at most " + runningMax);
        }
        Caller account = accounts.open(caller);
        accounts.weigh(account, weight);
        account.runningMax = runningMax;
        if (account.heap != null || !account.isIdle()) {
            place(account);
        }
    }

    /**
     * Queues a job at its place among those of its caller and priority, which go in the order of their keys.
     *
     * @param job its key, at least 0, and of no other job that is queued or running
     * @param priority 0 to {@value #PRIORITY_MAX}; the highest goes first
     */
    public void ready(int caller, long job, int priority) {
        check(job, priority);
        Caller account = accounts.open(caller);
        account.add(QueuePlace.FRESH, priority, job);
        queued++;
        place(account);
    }

    /** Queues a job that was begun before and lost its worker, before those of its caller and priority. */
    public void again(int caller, long job, int priority) {
        check(job, priority);
        Caller account = accounts.open(caller);
        account.add(QueuePlace.BEGUN, priority, job);
        queued++;
        place(account);
    }

    private static void check(long job, int priority) {
        if (job < 0 || priority < 0 || priority > PRIORITY_MAX) {
            throw new IllegalArgumentException("job " + job + " at priority " + priority);
        }
    }

    /** Takes a queued job out, suspended ones included; returns false when it is not queued. */
    public boolean remove(int caller, long job) {
        Caller account = accounts.find(caller);
        JobRing ring = account == null ? null : account.remove(job);
        if (ring == null) {
            return false;
        }
        queued--;
        seatsFree += ring.place == QueuePlace.SEATED ? 1 : 0;
        place(account);
        return true;
    }

    /**
     * Fills in the next slice.
     *
     * @param slice one that is not running
     * @return false when no job is ready
     */
    public boolean next(Slice slice) {
        slice.require(false);
        Caller account = first();
        if (account == null) {
            return false;
        }
        if (account.heap == seatless) {
            account.virtualTime = Math.max(account.virtualTime, virtualTime);
        }
        virtualTime = Math.max(virtualTime, account.virtualTime);
        JobRing ring = account.first(seatsFree > 0);
        seatsFree -= ring.place == QueuePlace.SEATLESS ? 1 : 0;
        slice.begin(account, ring, mode == FairMode.CPU || ring.place == QueuePlace.FRESH ? sliceNanos : 0);
        account.sequence = ++sequence;
        account.running++;
        running++;
        queued--;
        place(account);
        return true;
    }

    private Caller first() {
        Caller first = ready.first();
        Caller waiting = seatsFree > 0 ? seatless.first() : null;
        return first == null || waiting != null && waiting.isBefore(first) ? waiting : first;
    }

    /**
     * Ends a slice.
     *
     * @param usedNanos CPU time of the worker since the turn began
     */
    public void charge(Slice slice, long usedNanos, TurnEnd outcome) {
        slice.require(true);
        if (usedNanos < 0 || outcome == TurnEnd.NEEDS_SEAT && slice.hasSeat()) {
            throw new IllegalArgumentException(outcome + " after " + usedNanos + " ns, has seat: " + slice.hasSeat());
        }
        Caller account = accounts.find(slice.caller());
        settle(slice, account, cost(slice, usedNanos, outcome));
        slice.end();
        account.usedNanos += usedNanos;
        account.running--;
        running--;
        requeue(slice, account, outcome);
        place(account);
    }

    private double cost(Slice slice, long usedNanos, TurnEnd outcome) {
        if (mode == FairMode.JOBS) {
            return slice.cost();
        }
        return outcome == TurnEnd.LOST ? Math.max(sliceNanos, usedNanos) : usedNanos;
    }

    private void settle(Slice slice, Caller account, double cost) {
        double shared = virtualTime + cost / accounts.weight();
        Caller first = ready.first();
        if (first != null) {
            shared = Math.min(shared, first.virtualTime + sliceNanos / LEAD_DIVISOR);
        }
        virtualTime = Math.max(virtualTime, shared);
        double correction = cost / account.weight - slice.charged();
        account.virtualTime += correction;
        if (correction > 0) {
            account.virtualTime = Math.min(account.virtualTime, virtualTime + debtMax / account.weight);
        }
        latest = Math.max(latest, account.virtualTime);
    }

    private void requeue(Slice slice, Caller account, TurnEnd outcome) {
        if (outcome == TurnEnd.SUSPENDED) {
            account.add(slice.hasSeat() ? QueuePlace.SEATED : QueuePlace.BEGUN, slice.priority(), slice.job());
            queued++;
        } else if (outcome == TurnEnd.NEEDS_SEAT) {
            account.add(QueuePlace.SEATLESS, slice.priority(), slice.job());
            queued++;
        } else {
            seatsFree += slice.hasSeat() ? 1 : 0;
        }
    }

    /** Moves a caller to where it belongs now; none comes back below the system's virtual time. */
    private void place(Caller account) {
        CallerHeap heap = heapOf(account);
        if (heap == account.heap) {
            if (heap != null) {
                heap.moved(account);
            }
            return;
        }
        if (account.heap != null) {
            account.heap.remove(account);
        }
        if (heap == ready) {
            account.virtualTime = Math.max(account.virtualTime, virtualTime);
        }
        if (heap != null) {
            account.sequence = ++sequence;
            heap.add(account);
        }
        if (accounts.count() == idle.size()) {
            virtualTime = Math.max(virtualTime, latest);
        }
    }

    private CallerHeap heapOf(Caller account) {
        if (account.isIdle()) {
            return idle;
        }
        if (account.queued == 0 || account.running >= account.runningMax) {
            return null;
        }
        return account.first(false) == null ? seatless : ready;
    }

    /**
     * Closes the account of a caller that is idle and owes nothing: its number may then be given to another caller. To
     * be called now and then, else accounts pile up.
     *
     * @return its number; -1 when there is none
     */
    public int forgotten() {
        Caller first = idle.first();
        if (first == null || first.virtualTime > virtualTime) {
            return -1;
        }
        idle.remove(first);
        accounts.close(first);
        return first.number;
    }

    /** Jobs of its caller before a queued job, those that wait for a seat included; -1 when it is not queued. */
    public int position(int caller, long job) {
        return (int) accounts.of(caller, -1, account -> account.position(job));
    }

    /** The job of a caller whose turn is first; -1 when none is queued. */
    public long first(int caller) {
        return accounts.of(caller, -1, account -> account.firstJob());
    }

    /** Jobs of a caller that are not running. */
    public int queued(int caller) {
        return (int) accounts.of(caller, 0, account -> account.queued);
    }

    /** Jobs of a caller that are running. */
    public int running(int caller) {
        return (int) accounts.of(caller, 0, account -> account.running);
    }

    /** The part of the workers' time that a caller may have beside all others that are known, above 0 to 1. */
    public double share(int caller) {
        return accounts.share(caller);
    }

    /** CPU time of a caller's turns that have ended, in nanoseconds, since it is known. */
    public long usedNanos(int caller) {
        return accounts.of(caller, 0, account -> account.usedNanos);
    }

    /** Jobs of all callers that are not running. */
    public long queued() {
        return queued;
    }

    /** Turns that have not ended. */
    public int running() {
        return running;
    }

    /** Callers with a job that is queued or running. */
    public int active() {
        return accounts.count() - idle.size();
    }

    public int seatsFree() {
        return seatsFree;
    }

    /** Numbers of the callers with the most jobs that are not running, the longest queue first. */
    public int[] topQueued(int countMax) {
        return accounts.top(countMax, caller -> caller.queued);
    }

    /** Numbers of the callers that used the most CPU time, among those that are known. */
    public int[] topUsed(int countMax) {
        return accounts.top(countMax, caller -> caller.usedNanos);
    }

    double virtualTime() {
        return virtualTime;
    }

    /** A caller's virtual time; -1 when it is not known. */
    double virtualTime(int caller) {
        Caller account = accounts.find(caller);
        return account == null ? -1 : account.virtualTime;
    }
}
