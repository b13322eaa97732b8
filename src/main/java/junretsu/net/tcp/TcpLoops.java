package junretsu.net.tcp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import junretsu.base.Clock;

/** Loops that share the connections of a listener: each gets the next one in turn. */
public final class TcpLoops {
    private final List<TcpLoop> loops = new ArrayList<>();
    private int turn;

    /**
     * @param name of the service, as in {@code users}, whose threads are {@code users-loop-0} and so on
     * @param framings gives each loop one of its own
     * @param tls asked anew for each connection; null when they are not encrypted
     * @throws IOException when the system gives no selector
     */
    public TcpLoops(
            String name, int count, Supplier<Framing> framings, Supplier<SSLContext> tls, TcpLimits limits, Clock clock)
            throws IOException {
        for (int i = 0; i < count; i++) {
            loops.add(new TcpLoop(name + "-loop-" + i, framings.get(), tls, limits, clock));
        }
    }

    /** Hands a connection to the next loop. One thread, the acceptor's. */
    public void add(TcpConnection connection) {
        loops.get(turn).add(connection);
        turn = (turn + 1) % loops.size();
    }

    /** The loops, each a worker that is run without pauses. */
    public List<TcpLoop> workers() {
        return List.copyOf(loops);
    }

    /** Ends each loop's wait, for threads that were told to stop. Any thread. */
    public void endWait() {
        for (TcpLoop loop : loops) {
            loop.endWait();
        }
    }

    /** Takes no more messages; connections end once their answers have left. Any thread. */
    public void drain() {
        loops.forEach(TcpLoop::drain);
    }
}
