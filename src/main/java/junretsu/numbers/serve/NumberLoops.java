package junretsu.numbers.serve;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.net.tcp.TcpConnection;
import junretsu.net.tcp.TcpLimits;
import junretsu.net.tcp.TcpLoop;
import junretsu.net.tcp.TcpLoops;
import junretsu.service.Workers;

/** Event loops that share all clients, so that ten thousand of them cost no thread each. */
final class NumberLoops implements ClientIntake {
    private final TcpLoops loops;
    private final IntakeThreads threads;

    /**
     * @param takers makes a taker for buffers of so many bytes
     * @param tls asked anew for each client; null when they are not encrypted
     * @param idleNanos after which a silent client is closed; 0 for never
     * @throws IOException when the system gives no selector
     */
    NumberLoops(
            int count,
            IntFunction<LineTaker> takers,
            Supplier<SSLContext> tls,
            long idleNanos,
            Workers workers,
            Clock clock)
            throws IOException {
        long idle = idleNanos == 0 ? Long.MAX_VALUE : idleNanos;
        Deque<LineTaker> made = new ArrayDeque<>();
        loops = new TcpLoops("number", count, () -> framing(takers, made), tls, new TcpLimits(1, idle, idle), clock);
        threads = new IntakeThreads(workers);
        for (TcpLoop loop : loops.workers()) {
            threads.add(loop, made.poll());
        }
    }

    private static LineTakerFraming framing(IntFunction<LineTaker> takers, Deque<LineTaker> made) {
        LineTaker taker = takers.apply(TcpLoop.INPUT_BYTES);
        made.add(taker);
        return new LineTakerFraming(taker);
    }

    @Override
    public void serve(TcpConnection client) {
        loops.add(client);
    }

    /** A loop ends its clients itself, since it knows which of them have sent half a line. */
    @Override
    public int stop(Deadline deadline, Runnable disconnect) {
        int stuck = threads.stop(deadline, loops::endWait);
        disconnect.run();
        return stuck;
    }

    @Override
    public void addTo(NumberTotals.Sum sum) {
        threads.addTo(sum);
        for (TcpLoop loop : loops.workers()) {
            sum.bytes += loop.counts().bytesIn();
        }
    }
}
