package junretsu.votes.serve;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.WorkerThread;
import junretsu.net.CountingEngine;
import junretsu.net.DatagramEngine;
import junretsu.net.ReceiverGroup;
import junretsu.service.Workers;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;

/**
 * The sockets with a receiver for each, and what the kernel counts in front of them.
 *
 * @param firstBlock of the receivers' blocks, which follow each other
 * @param receivers one for each socket
 */
record Intake(ReceiverGroup group, KernelVotes kernel, int firstBlock, List<WorkerThread> receivers) {

    /** The blocks of a counter file, and the address, for an intake. */
    record Site(CounterFile counters, int firstBlock, InetSocketAddress address) {}

    /**
     * Binds the sockets. The receivers begin with the workers.
     *
     * @param joins whether the address is shared with the server before
     */
    static Intake open(
            VotesConfig config, DatagramEngine engine, KernelVotes kernel, Site site, boolean joins, Workers workers)
            throws IOException {
        ReceiverGroup group = bind(config, engine, kernel, site.address(), joins);
        kernel.lookForOthers(engine);
        List<WorkerThread> receivers = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            VoteCounter counter = new VoteCounter(site.counters().block(site.firstBlock() + i), config.buttons());
            receivers.add(workers.add(
                    new VoteReceiver(i, group.receiver(i), counter),
                    VoteReceiver.idlePolicy(group.receiveBufferBytes())));
        }
        return new Intake(group, kernel, site.firstBlock(), receivers);
    }

    private static ReceiverGroup bind(
            VotesConfig config, DatagramEngine engine, KernelVotes kernel, InetSocketAddress address, boolean joins)
            throws IOException {
        if (engine instanceof CountingEngine counting) {
            return kernel.bind(counting, address, config.threads(), config.receiveBufferBytes());
        }
        return joins
                ? engine.join(address, config.threads(), config.receiveBufferBytes())
                : engine.bind(address, config.threads(), config.receiveBufferBytes());
    }

    /** The first of as many blocks that no receiver of these has; negative when there are none. */
    int blockFor(int threads) {
        if (threads <= firstBlock) {
            return 0;
        }
        int behind = firstBlock + receivers.size();
        return behind + threads <= VoteCells.CROWD_BLOCK ? behind : -1;
    }

    /** Closes the sockets without a look at what is queued; for a start that failed. */
    Closeable abandon() {
        return () -> {
            for (WorkerThread receiver : receivers) {
                receiver.stop();
            }
            group.close();
        };
    }
}
