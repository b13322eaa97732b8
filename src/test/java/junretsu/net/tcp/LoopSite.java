package junretsu.net.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.HostPort;

/** A listener with running loops behind it, on a port of its own. */
public final class LoopSite implements Closeable {
    public static final TcpLimits LIMITS = new TcpLimits(64, 60_000_000_000L, 60_000_000_000L);

    private final DistinctErrors errors = new DistinctErrors(System.err::println, Clock.SYSTEM);
    private final List<WorkerThread> threads = new ArrayList<>();
    private final TcpListener listener;
    private final TcpLoops loops;

    public LoopSite(Supplier<Framing> framings, TcpLimits limits, int loopCount, int connectionsMax)
            throws IOException {
        this(framings, null, limits, loopCount, connectionsMax);
    }

    public LoopSite(
            Supplier<Framing> framings, Supplier<SSLContext> tls, TcpLimits limits, int loopCount, int connectionsMax)
            throws IOException {
        listener = TcpListener.bind(new HostPort("127.0.0.1", 0), connectionsMax, OverLimit.REFUSE, Clock.SYSTEM);
        loops = new TcpLoops("test", loopCount, framings, tls, limits, Clock.SYSTEM);
        loops.workers().forEach(this::start);
        start(listener.acceptor("acceptor", loops::add, framings.get().lastWords(TcpLimit.CONNECTIONS)));
    }

    private void start(Worker worker) {
        threads.add(new WorkerThread(worker, IdlePolicy.none(), errors).start());
    }

    public int port() {
        return listener.address().getPort();
    }

    public TcpListener listener() {
        return listener;
    }

    public TcpLoops loops() {
        return loops;
    }

    /** Faults that the workers have thrown. */
    public long faults() {
        return errors.count();
    }

    public long ended(TcpLimit limit) {
        return loops.workers().stream()
                .mapToLong(loop -> loop.counts().ended(limit))
                .sum();
    }

    public Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public void close() throws IOException {
        threads.forEach(WorkerThread::stop);
        listener.close();
        threads.forEach(WorkerThread::close);
    }
}
