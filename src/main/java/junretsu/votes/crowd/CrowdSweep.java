package junretsu.votes.crowd;

import junretsu.base.Clock;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.web.Sockets;

/** Looks after the browsers' connections, and the places of those that post, once a second. */
public final class CrowdSweep implements Worker {
    private static final long ROUND_NANOS = 1_000_000_000;

    private final Sockets sockets;
    private final CrowdClients clients;
    private final Clock clock;

    CrowdSweep(Sockets sockets, CrowdClients clients, Clock clock) {
        this.sockets = sockets;
        this.clients = clients;
        this.clock = clock;
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
        clients.release(clock.nanoTime());
        return 0;
    }
}
