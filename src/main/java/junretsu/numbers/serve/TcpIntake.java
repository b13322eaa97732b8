package junretsu.numbers.serve;

import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.config.TlsFiles;
import junretsu.net.tcp.TcpListener;
import junretsu.service.Workers;

/** Clients over TCP: accepted by one thread, served by a reader each or by loops that share them. */
final class TcpIntake implements Intake {
    private static final long IDLE_LOOK_NANOS = 200_000_000;

    private final TcpListener listener;
    private final DistinctErrors errors;
    private final ClientIntake clients;
    private final WorkerThread acceptor;

    /**
     * @param takers makes a taker for buffers of so many bytes
     * @throws StartException when the certificate cannot be used, or the system gives no selector
     */
    TcpIntake(
            NumbersConfig config,
            TcpListener listener,
            IntFunction<LineTaker> takers,
            Workers workers,
            DistinctErrors errors,
            Clock clock)
            throws StartException {
        this.listener = listener;
        this.errors = errors;
        clients = config.loops() == 0
                ? new NumberReaders(config.connections(), takers, workers)
                : loops(config, takers, workers, clock);
        acceptor = workers.add(listener.acceptor("number-acceptor", clients::serve), IdlePolicy.none());
        if (config.loops() == 0 && config.idleNanos() > 0) {
            workers.add(
                    listener.idleSweeper("number-idle-sweeper", config.idleNanos()), IdlePolicy.every(IDLE_LOOK_NANOS));
        }
    }

    private static ClientIntake loops(NumbersConfig config, IntFunction<LineTaker> takers, Workers workers, Clock clock)
            throws StartException {
        Supplier<SSLContext> tls = config.tls() == null ? null : tls(config.tls());
        try {
            return new NumberLoops(config.loops(), takers, tls, config.idleNanos(), workers, clock);
        } catch (IOException e) {
            throw StartException.of("cannot watch connections", e);
        }
    }

    /** As the files are at the start. */
    private static Supplier<SSLContext> tls(TlsFiles files) throws StartException {
        try {
            SSLContext context = files.context();
            return () -> context;
        } catch (IOException e) {
            throw StartException.of("cannot use the certificate", e);
        }
    }

    @Override
    public int stop(Deadline deadline) {
        return clients.stop(deadline, () -> {
            errors.close("the listener", listener);
            Workers.stop(List.of(acceptor), deadline);
        });
    }

    @Override
    public void addTo(NumberTotals.Sum sum) {
        clients.addTo(sum);
        sum.connections += listener.connections();
        sum.accepted += listener.accepted();
        sum.refused += listener.refused();
    }
}
