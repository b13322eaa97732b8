package junretsu.votes.blast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;

/**
 * Lets the JVM compile what sends before the first vote counts: for a moment the load goes to a socket of this process that
 * nobody reads. Without it, the first tenths of a second are far behind the schedule, and the lag would tell of the compiler.
 */
final class WarmUp {
    private static final long NANOS = 500_000_000L;

    /** A paced load takes another way through the code than one at the maximum; slow ones would not warm it. */
    private static final long RATE_MIN = 500_000;

    private WarmUp() {}

    static void run(VotesBlastConfig config, DatagramEngine engine, DistinctErrors errors, Clock clock)
            throws IOException {
        long rate = config.plan().get(0).votesPerSecond();
        LoadStage stage = LoadStage.lasting(rate == LoadStage.RATE_MAX ? rate : Math.max(rate, RATE_MIN), NANOS);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ReceiverGroup sink = engine.bind(anyPort, 1, 1);
                StageRun run = StageRun.start(config, stage, engine, sink.localAddress(), errors, clock)) {
            run.await(progress -> {}, false);
            run.result();
        }
    }
}
