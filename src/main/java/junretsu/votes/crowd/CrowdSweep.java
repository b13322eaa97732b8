package junretsu.votes.crowd;

import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.web.Sockets;

/** Looks after the browsers' connections once a second. */
public final class CrowdSweep implements Worker {
    private static final long ROUND_NANOS = 1_000_000_000;

    private final Sockets sockets;

    CrowdSweep(Sockets sockets) {
        this.sockets = sockets;
    }

    /** The pauses of its thread. */
    public static IdlePolicy idlePolicy() {
        return IdlePolicy.every(ROUND_NANOS);
    }

    @Override
    public String role() {
        return "crowd-sweep";
    }

    @Override
    public int doWork() {
        sockets.sweep();
        return 0;
    }
}
