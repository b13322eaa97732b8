package junretsu.numbers.serve;

import java.util.function.IntFunction;
import junretsu.base.Deadline;
import junretsu.net.tcp.TcpConnection;
import junretsu.service.Workers;

/** As many {@link NumberReader}s as there are places for clients, each on a thread of its own. */
final class NumberReaders implements ClientIntake {
    private final WaitingClients clients = new WaitingClients();
    private final IntakeThreads threads;

    /** @param takers makes a taker for buffers of so many bytes */
    NumberReaders(int count, IntFunction<LineTaker> takers, Workers workers) {
        threads = new IntakeThreads(workers);
        for (int i = 0; i < count; i++) {
            LineTaker taker = takers.apply(NumberReader.INPUT_BYTES);
            threads.add(new NumberReader(i, clients, taker), taker);
        }
    }

    /** Hands it to the next reader that is free. */
    @Override
    public void serve(TcpConnection client) {
        clients.add(client);
    }

    @Override
    public int stop(Deadline deadline, Runnable disconnect) {
        disconnect.run();
        return threads.stop(deadline, clients::end);
    }

    @Override
    public void addTo(NumberTotals.Sum sum) {
        threads.addTo(sum);
    }
}
