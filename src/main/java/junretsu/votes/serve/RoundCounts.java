package junretsu.votes.serve;

import java.util.List;
import junretsu.service.milestones.Milestones;
import junretsu.store.EventCounts;
import junretsu.store.EventTotals;
import junretsu.store.FlushOutcome;
import junretsu.store.FlushSource;
import junretsu.tally.CounterFile;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;

/** The votes of each round, merged from all blocks, as the store is handed them. */
final class RoundCounts implements FlushSource {
    private final CounterFile file;
    private final RoundLog rounds;
    private final Milestones milestones;
    private final VoteTally tally = new VoteTally();

    RoundCounts(CounterFile file, RoundLog rounds, Milestones milestones) {
        this.file = file;
        this.rounds = rounds;
        this.milestones = milestones;
    }

    /**
     * Reads the counters again when a round began after they were read: that round's {@code before} has all that was
     * read.
     */
    @Override
    public EventCounts current() {
        Round round;
        do {
            round = rounds.current();
            tally.merge(file);
        } while (rounds.after(round) != null);
        return counts(round);
    }

    @Override
    public List<String> ended() {
        List<Round> all = rounds.rounds();
        return all.subList(0, all.size() - 1).stream().map(Round::name).toList();
    }

    @Override
    public EventCounts ended(String event) {
        Round round = rounds.rounds().stream()
                .filter(one -> one.name().equals(event))
                .findFirst()
                .orElseThrow();
        tally.copy(rounds.after(round).before());
        return counts(round);
    }

    @Override
    public void applied(EventCounts handed, FlushOutcome.Applied applied) {
        EventTotals totals = applied.totals();
        milestones.take(totals.event(), applied.reached(), totals.total(), tally.total());
    }

    @Override
    public boolean takeOver(String event, long[] held) {
        Round round = rounds.current();
        return round.name().equals(event) && rounds.restore(round, held) > 0;
    }

    private EventCounts counts(Round round) {
        tally.subtract(round.before());
        return new EventCounts(round.name(), tally.buttons(), milestones.known(round.name()));
    }
}
