package junretsu.votes.serve;

import java.io.IOException;
import junretsu.base.Clock;
import junretsu.base.Worker;
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
    private final CounterFile file;
    private final RoundLog rounds;
    private final EventRates rates;
    private final VoteEvents events;
    private final Clock clock;
    private final VoteTally tally = new VoteTally();
    private final long[] dropsBefore;
    private final long[] drops;

    Sampler(ReceiverGroup group, NodeFiles files, EventRates rates, VoteEvents events, Clock clock) {
        this.group = group;
        this.file = files.counters();
        this.rounds = files.rounds();
        this.rates = rates;
        this.events = events;
        this.clock = clock;
        drops = new long[group.size()];
        dropsBefore = new long[group.size()];
        for (int i = 0; i < dropsBefore.length; i++) {
            dropsBefore[i] = file.block(i).get(VoteCells.KERNEL_DROPS);
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
            file.block(i).set(VoteCells.KERNEL_DROPS, dropsBefore[i] + drops[i]);
        }
        rates.sample(clock.nanoTime(), rounds.count(tally).total());
        events.look(tally.kernelDrops());
        return 0;
    }

    /** Samples a last time, after the receivers have ended and before the sockets close. */
    @Override
    public void onClose() throws IOException {
        doWork();
    }
}
