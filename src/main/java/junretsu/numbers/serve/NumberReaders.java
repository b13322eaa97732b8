package junretsu.numbers.serve;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.Deadline;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.net.tcp.TcpConnection;
import junretsu.service.Workers;

/**
 * As many {@link NumberReader}s as there are places for clients, each on a thread of its own. Any thread may call these
 * methods.
 */
final class NumberReaders {
    /** The least time for readers that nothing blocks: it lets a busy machine run their last round. */
    private static final long NOTICE_MS = 200;

    private final WaitingClients clients = new WaitingClients();
    private final NumberReader[] readers;
    private final List<WorkerThread> threads = new ArrayList<>();

    NumberReaders(NumbersConfig config, NumberSet set, NumberLog log, NumberReader.Server server, Workers workers) {
        readers = new NumberReader[config.connections()];
        for (int i = 0; i < readers.length; i++) {
            LineParser parser = new LineParser(config.takesCrlf(), config.takesTerminate());
            readers[i] = new NumberReader(i, clients, set, log, parser, server);
            threads.add(workers.add(readers[i], IdlePolicy.none()));
        }
    }

    /** Hands a client to the next reader that is free. */
    void serve(TcpConnection client) {
        clients.add(client);
    }

    /**
     * Stops all readers once they have counted what they read. Their clients must have been disconnected.
     *
     * @param deadline for all of them together; those that nothing blocks get the time to end all the same
     * @return readers that were still blocked by the log then
     */
    int stop(Deadline deadline) {
        Deadline last = Deadline.in(1_000_000 * Math.max(NOTICE_MS, deadline.remainingMs()), deadline.clock());
        for (WorkerThread thread : threads) {
            thread.stop();
        }
        clients.end();
        int stuck = 0;
        for (WorkerThread thread : threads) {
            stuck += thread.join(last.remainingMs()) ? 0 : 1;
        }
        return stuck;
    }

    void addTo(NumberTotals.Sum sum) {
        for (NumberReader reader : readers) {
            reader.counts().addTo(sum);
        }
    }
}
