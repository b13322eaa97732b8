package junretsu.votes.serve;

import java.io.IOException;
import junretsu.base.Clock;
import junretsu.base.Worker;
import junretsu.net.CountingGroup;
import junretsu.net.PathDrops;
import junretsu.net.ReceiverGroup;
import junretsu.service.EventRates;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.RoundLog;

/**
 * Samples at intervals what the receivers cannot see: how many packets the kernel dropped, and the rates. It alone
 * writes the blocks' kernel drops. It is not part of the flusher, so that a store that hangs hides no drop.
 */
final class Sampler implements Worker {
    private final ReceiverGroup group;
    private final int firstBlock;
    private final CounterFile file;
    private final RoundLog rounds;
    private final EventRates rates;
    private final VoteEvents events;
    private final Clock clock;
    private final VoteTally tally = new VoteTally();
    private final long[] dropsBefore;
    private final long[] drops;
    private final long missedBefore;
    private final long backlogBefore;

    Sampler(Intake intake, NodeFiles files, EventRates rates, VoteEvents events, Clock clock) {
        group = intake.group();
        firstBlock = intake.firstBlock();
        this.file = files.counters();
        this.rounds = files.rounds();
        this.rates = rates;
        this.events = events;
        this.clock = clock;
        drops = new long[group.size()];
        dropsBefore = new long[group.size()];
        missedBefore = file.block(firstBlock).get(VoteCells.MISSED);
        backlogBefore = file.block(firstBlock).get(VoteCells.BACKLOG);
        for (int i = 0; i < dropsBefore.length; i++) {
            dropsBefore[i] = file.block(firstBlock + i).get(VoteCells.KERNEL_DROPS);
        }
    }

    @Override
    public String role() {
        return "sampler";
    }

    @Override
    public int doWork() throws IOException {
        group.kernelDrops(drops);
        for (int i = 0; i < drops.length; i++) {
            file.block(firstBlock + i).set(VoteCells.KERNEL_DROPS, dropsBefore[i] + drops[i]);
        }
        if (group instanceof CountingGroup kernel) {
            PathDrops.Counts path = kernel.pathDrops();
            file.block(firstBlock).set(VoteCells.MISSED, missedBefore + path.missed());
            file.block(firstBlock).set(VoteCells.BACKLOG, backlogBefore + path.backlog());
        }
        rates.sample(clock.nanoTime(), rounds.count(tally).total());
        events.look(tally.socketDrops(), tally.missed() + tally.backlogDrops());
        return 0;
    }

    /** Samples a last time, after the receivers have ended and before the sockets close. */
    @Override
    public void onClose() throws IOException {
        doWork();
    }
}
