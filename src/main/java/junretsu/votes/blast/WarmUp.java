package junretsu.votes.blast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import junretsu.base.Clock;
import junretsu.load.LoadRunner;
import junretsu.load.LoadStage;
import junretsu.load.Rate;
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;

/**
 * The first half second of a blast, before any vote counts, in which the JVM compiles what sends: the load goes to a
 * socket of this process that nobody reads. Without it, the first tenths of a second are far behind the schedule, and
 * the lag would be the compiler's.
 */
final class WarmUp {
    private static final long NANOS = 500_000_000L;

    /** A paced load takes another way through the code than one at the maximum; slow ones would not warm it. */
    private static final long RATE_MIN = 500_000;

    private WarmUp() {}

    static void run(VotesBlastConfig config, DatagramEngine engine, Clock clock) throws IOException {
        Rate rate = new Rate(Math.max(RATE_MIN, config.plan().get(0).rate().perSecond()));
        LoadStage stage = LoadStage.lasting(rate, NANOS);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ReceiverGroup sink = engine.bind(anyPort, 1, 1)) {
            StageRun.open(config, stage, engine, sink.localAddress(), clock).run(new LoadRunner(clock), elapsed -> {});
        }
    }
}
