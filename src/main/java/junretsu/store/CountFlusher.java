package junretsu.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.store.FlushOutcome.Applied;
import junretsu.store.FlushOutcome.Behind;
import junretsu.store.FlushOutcome.Fenced;

/**
 * Hands the store a node's absolute counts. A failed flush is repeated after a back-off that doubles up to a limit.
 *
 * <p>When an event ends, its last counts are flushed after the first ones of the next, so that a fault of one does not
 * delay the other. All that have ended are flushed once more at the start, when the store was away, and when it turns
 * out to have lost something, since no other node restores their counts. They come a few at a time, behind the current
 * one.
 */
final class CountFlusher implements Worker {
    /** The most flushes of ended events in one round of work. */
    private static final int ENDED_MAX = 10;

    private static final long ENDED_NANOS_MAX = 20_000_000;

    /** The pause after a flush of an ended event that has to be repeated. */
    private static final long ENDED_PAUSE_NANOS = 1_000_000_000;

    private final StoreFactory stores;
    private final CountedNode node;
    private final FlushSource source;
    private final StoreHealth health;
    private final FlushPace pace;
    private final long drainNanos;
    private final Clock clock;
    private final LongConsumer sleepMs;
    private final FlushSchedule schedule;
    private final Map<String, Store> open = new HashMap<>();
    private final Deque<String> again = new ArrayDeque<>();
    private final long[] applied;
    private EventCounts first;
    private String event;
    private boolean isSettled;

    /** The store's higher counts of the event under way, while the source cannot take them over; else null. */
    private Behind untaken;

    private long endedNotBeforeNanos;

    /**
     * Looks at the source for the first time: what it has then is what the node started with.
     *
     * @param times the interval is that of a fast store
     * @param sleepMs waits so many milliseconds
     */
    CountFlusher(
            StoreFactory stores,
            CountedNode node,
            StoreHealth health,
            FlushTimes times,
            Clock clock,
            LongConsumer sleepMs) {
        this.stores = stores;
        this.node = node;
        this.health = health;
        drainNanos = times.drainNanos();
        pace = new FlushPace(times.intervalNanos(), clock);
        this.clock = clock;
        this.sleepMs = sleepMs;
        schedule = new FlushSchedule(clock);
        applied = new long[node.names().size()];
        source = node.source();
        EventCounts now = source.current();
        first = new EventCounts(now.event(), now.counts().clone(), now.known());
        event = first.event();
        open.put(event, node.open(stores, event));
    }

    @Override
    public String role() {
        return "flusher";
    }

    /** The time to wait between two rounds of work, as it is now. */
    long intervalNanos() {
        return pace.intervalNanos();
    }

    @Override
    public int doWork() {
        if (schedule.isPausing()) {
            return 0;
        }
        EventCounts now = look();
        boolean unchanged = health.flushedTotal(event) >= 0 && Arrays.equals(now.counts(), applied);
        int flushes = 0;
        if (!unchanged || schedule.isHeartbeatDue()) {
            flush(now);
            flushes++;
        }
        return isSettled ? flushes + flushEnded(ENDED_MAX, false) : flushes;
    }

    /** Flushes each event a last time, again and again until all are applied or the time is up. */
    @Override
    public void onClose() throws IOException {
        long deadline = clock.nanoTime() + drainNanos;
        try {
            while (!hasDrained() && clock.nanoTime() - deadline < 0) {
                sleepMs.accept(schedule.pauseMs());
            }
        } finally {
            open.values().forEach(Store::close);
            source.close();
        }
    }

    /** Returns true when the store has all. */
    private boolean hasDrained() {
        boolean isFirst = first != null;
        flush(look());
        endedNotBeforeNanos = clock.nanoTime();
        if (isSettled) {
            flushEnded(again.size(), true);
        }
        return isSettled && again.isEmpty() && !isFirst;
    }

    /** Returns the counts of the event under way, whose store is open then. */
    private EventCounts look() {
        EventCounts now = first != null ? first : source.current();
        first = null;
        if (!now.event().equals(event)) {
            open.put(now.event(), node.open(stores, now.event()));
            if (untaken != null) {
                health.endedBehind(untaken, event);
                untaken = null;
            }
            again.remove(event);
            again.addFirst(event);
            event = now.event();
            endedNotBeforeNanos = clock.nanoTime();
        }
        return now;
    }

    private void flush(EventCounts now) {
        if (untaken != null) {
            schedule.flushed(untaken);
            takeOver(untaken);
            return;
        }
        long startedNanos = clock.nanoTime();
        FlushOutcome outcome = open.get(event).flush(now.counts(), now.known());
        long tookNanos = clock.nanoTime() - startedNanos;
        health.flushed(outcome, event, node.names().total(now.counts()), tookNanos);
        schedule.flushed(outcome);
        if (outcome instanceof Applied done) {
            pace.took(tookNanos);
            health.paced(pace.intervalNanos(), pace.isStretched());
            System.arraycopy(now.counts(), 0, applied, 0, applied.length);
            if (!isSettled) {
                isSettled = true;
                flushAllAgain();
            }
            applied(now, done);
        } else {
            isSettled = false;
            if (outcome instanceof Behind behind) {
                takeOver(behind);
            }
        }
    }

    /**
     * Has the source raise its counters. Nothing is flushed until it has tried without a fault: of lower counts, the
     * store takes none until they have caught up with what it holds.
     */
    private void takeOver(Behind behind) {
        try {
            source.takeOver(event, behind.held());
            untaken = null;
        } catch (IOException e) {
            untaken = behind;
        }
    }

    private void applied(EventCounts handed, Applied done) {
        if (done.loss() != null) {
            flushAllAgain();
        }
        source.applied(handed, done);
    }

    private void flushAllAgain() {
        for (String ended : source.ended()) {
            if (!again.contains(ended)) {
                again.add(ended);
            }
        }
    }

    /**
     * Returns how many were flushed.
     *
     * @param isLast true when a milestone that is not decided yet is left to the next start
     */
    private int flushEnded(int max, boolean isLast) {
        long startedNanos = clock.nanoTime();
        int flushes = 0;
        while (!again.isEmpty()
                && flushes < max
                && clock.nanoTime() - endedNotBeforeNanos >= 0
                && clock.nanoTime() - startedNanos < ENDED_NANOS_MAX) {
            flushes++;
            flushEnded(again.poll(), isLast);
        }
        return flushes;
    }

    private void flushEnded(String ended, boolean isLast) {
        long startedNanos = clock.nanoTime();
        EventCounts counts = source.ended(ended);
        FlushOutcome outcome = open.computeIfAbsent(ended, name -> node.openEnded(stores, name))
                .flush(counts.counts(), counts.known());
        health.flushedEnded(outcome, ended, node.names().total(counts.counts()), clock.nanoTime() - startedNanos);
        boolean isDone = outcome instanceof Applied done && (isLast || done.isDecided());
        if (!isDone && !(outcome instanceof Fenced)) {
            again.add(ended);
            endedNotBeforeNanos = clock.nanoTime() + ENDED_PAUSE_NANOS;
        }
        if (outcome instanceof Applied done) {
            applied(counts, done);
        }
    }
}
