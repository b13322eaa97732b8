package junretsu.items.coordinate;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import junretsu.base.BackOff;
import junretsu.base.Clock;

/**
 * A node that the coordinator keeps running on this machine: started, started again with a back-off when it ends,
 * replaced when its command has changed, ended when it is no longer wanted. For one thread, but for {@link #pid}.
 */
final class SpawnedWorker {
    private static final long PAUSE_MIN_NANOS = 200_000_000;
    private static final long PAUSE_MAX_NANOS = 10_000_000_000L;

    /** A node that has run for so long did not fail at its start. */
    private static final long STEADY_MS = 10_000;

    /** A node reads its log at the start: 10 million items in some 2 s. */
    private static final long START_NANOS = 60_000_000_000L;

    /** Beyond the time that a node itself takes for its end. */
    private static final long END_SLACK_NANOS = 10_000_000_000L;

    private final WorkerNode node;
    private final long drainNanos;
    private final Consumer<String> announcements;
    private final Clock clock;
    private final BackOff backOff = new BackOff(PAUSE_MIN_NANOS, PAUSE_MAX_NANOS);
    private WorkerCommand command;
    private volatile WorkerProcess process;
    private boolean isWanted = true;
    private boolean isEnding;
    private boolean isAsked;
    private long endingSinceNanos;
    private long startAtNanos;

    /** @param drainNanos for its requests under way when it is to end, and for its own end */
    SpawnedWorker(
            WorkerNode node, WorkerCommand command, long drainNanos, Consumer<String> announcements, Clock clock) {
        this.node = node;
        this.command = command;
        this.drainNanos = drainNanos;
        this.announcements = announcements;
        this.clock = clock;
        startAtNanos = clock.nanoTime();
    }

    WorkerNode node() {
        return node;
    }

    /** The number of its process; null while it does not run. */
    Long pid() {
        WorkerProcess running = process;
        return running == null ? null : (Long) running.pid();
    }

    /** Takes over the process that an earlier coordinator left behind. @return false when there is none */
    boolean adopt() throws IOException {
        process = WorkerProcess.adopt(command);
        if (process != null) {
            node.starting(START_NANOS);
        }
        return process != null;
    }

    /** It is to run by this command. */
    void want(WorkerCommand next) {
        command = next;
        isWanted = true;
    }

    /** It is to end, and not to be started again. */
    void retire() {
        isWanted = false;
    }

    boolean isWanted() {
        return isWanted;
    }

    /** Returns true when its process runs by another command than the one that is wanted. */
    boolean isOutdated() {
        return process != null && isWanted && !process.isOf(command);
    }

    /** Returns true when it was retired and has ended. */
    boolean hasEnded() {
        return !isWanted && process == null;
    }

    /**
     * Does what is due.
     *
     * @param mayReplace whether it may end in order to be started by another command
     */
    void step(boolean mayReplace) {
        if (process == null) {
            if (isWanted && clock.nanoTime() - startAtNanos >= 0) {
                start();
            }
        } else if (!process.isAlive()) {
            bury();
        } else if (isEnding || !isWanted || (isOutdated() && mayReplace)) {
            end();
        } else if (node.isUp() && clock.epochMillis() - node.sinceMs() > STEADY_MS) {
            backOff.succeeded();
        }
    }

    private void start() {
        try {
            node.starting(START_NANOS);
            process = WorkerProcess.start(command);
        } catch (IOException e) {
            pause("worker " + node.name() + " cannot be started: " + e.getMessage());
        }
    }

    private void bury() {
        String ending = process.ending();
        process = null;
        if (isEnding) {
            isEnding = false;
            if (isWanted) {
                announcements.accept("worker " + node.name() + " " + ending + " and is started by its new command");
            }
        } else {
            pause("worker " + node.name() + " " + ending + "; " + command.log() + " has what it said");
        }
    }

    private void pause(String what) {
        long pauseNanos = backOff.failed();
        node.starting(pauseNanos + START_NANOS);
        startAtNanos = clock.nanoTime() + pauseNanos;
        announcements.accept(
                what + (isWanted ? String.format(Locale.ROOT, "; it is started in %.1f s", pauseNanos / 1e9) : ""));
    }

    /** Lets its requests end, then asks it to end, in the end ends it. */
    private void end() {
        long now = clock.nanoTime();
        if (!isEnding) {
            isEnding = true;
            isAsked = false;
            endingSinceNanos = now;
        }
        if (node.state() != WorkerState.DRAINING) {
            node.drain();
        }
        long sinceNanos = now - endingSinceNanos;
        if (!isAsked && (node.inFlight() == 0 || sinceNanos >= drainNanos)) {
            isAsked = true;
            endingSinceNanos = now;
            process.end();
        } else if (isAsked && sinceNanos >= drainNanos + END_SLACK_NANOS) {
            announcements.accept("worker " + node.name() + " does not end, so it is killed");
            endingSinceNanos = now;
            process.kill();
        }
    }
}
