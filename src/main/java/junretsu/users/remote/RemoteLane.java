package junretsu.users.remote;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import junretsu.base.BackOff;

/** The requests of one kind and the connections that they may use. One thread. */
final class RemoteLane {
    private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);

    private final int connectionsMax;
    private final int inFlightMax;
    private final List<RemoteLine> lines = new ArrayList<>();
    private final ArrayDeque<PendingRequest> waiting = new ArrayDeque<>();
    private final BackOff backOff = new BackOff(PAUSE_NANOS_MIN, PAUSE_NANOS_MAX);
    private long pauseUntilNanos;

    RemoteLane(int connectionsMax, int inFlightMax) {
        this.connectionsMax = connectionsMax;
        this.inFlightMax = inFlightMax;
    }

    ArrayDeque<PendingRequest> waiting() {
        return waiting;
    }

    List<RemoteLine> lines() {
        return lines;
    }

    /** The ready connection with the fewest requests in flight; null when all are full, or none is ready. */
    RemoteLine best() {
        RemoteLine best = null;
        for (RemoteLine line : lines) {
            boolean isUsable = line.isReady() && line.inFlight() < inFlightMax;
            best = isUsable && (best == null || line.inFlight() < best.inFlight()) ? line : best;
        }
        return best;
    }

    /** Returns true when one more connection would help, and may be tried now. */
    boolean wantsLine(long nowNanos) {
        if (lines.size() == connectionsMax || isPausing(nowNanos)) {
            return false;
        }
        for (RemoteLine line : lines) {
            if (!line.isReady() || line.inFlight() == 0) {
                return false;
            }
        }
        return !lines.isEmpty() || !waiting.isEmpty();
    }

    /** Returns true when nothing can be sent, and nothing is under way that could change that. */
    boolean isDown(long nowNanos) {
        return lines.isEmpty() && isPausing(nowNanos);
    }

    private boolean isPausing(long nowNanos) {
        return backOff.pauseNanos() > 0 && nowNanos - pauseUntilNanos < 0;
    }

    /** Takes note that a connection has failed, or could not be made. */
    void failed(long nowNanos) {
        pauseUntilNanos = nowNanos + backOff.failed();
    }

    void succeeded() {
        backOff.succeeded();
    }
}
