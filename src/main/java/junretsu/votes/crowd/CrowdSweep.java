package junretsu.votes.crowd;

import java.util.function.LongSupplier;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.web.Sockets;

/** Looks after the browsers' connections once a second, and tells them when the stage has changed. */
public final class CrowdSweep implements Worker {
    private static final long ROUND_NANOS = 100_000_000;
    private static final int ROUNDS_A_SWEEP = 10;

    private final Sockets sockets;
    private final LongSupplier stage;
    private long told;
    private int rounds;

    CrowdSweep(Sockets sockets, LongSupplier stage) {
        this.sockets = sockets;
        this.stage = stage;
        told = stage.getAsLong();
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
        long version = stage.getAsLong();
        if (version != told) {
            told = version;
            sockets.offerAll("{\"stage\":" + version + '}');
        }
        if (++rounds % ROUNDS_A_SWEEP == 0) {
            sockets.sweep();
        }
        return 0;
    }
}
