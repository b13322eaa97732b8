package junretsu.votes.serve;

import java.io.IOException;
import java.util.List;
import junretsu.base.DistinctErrors;
import junretsu.service.milestones.Milestones;
import junretsu.store.EventCounts;
import junretsu.store.EventTotals;
import junretsu.store.FlushOutcome;
import junretsu.store.FlushSource;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;

/** The votes of each round, merged from all blocks, as the store is handed them. */
final class RoundCounts implements FlushSource {
    private final RoundLog rounds;
    private final Milestones milestones;
    private final DistinctErrors errors;
    private final VoteTally tally = new VoteTally();

    RoundCounts(RoundLog rounds, Milestones milestones, DistinctErrors errors) {
        this.rounds = rounds;
        this.milestones = milestones;
        this.errors = errors;
    }

    /**
     * Reads the counters again when a round began after they were read: that round's {@code before} has all that was
     * read. Late votes are not among them.
     */
    @Override
    public EventCounts current() {
        Round round;
        do {
            round = rounds.current();
            rounds.count(tally);
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
    public boolean takeOver(String event, long[] held) throws IOException {
        Round round = rounds.current();
        try {
            return round.name().equals(event) && rounds.restore(round, held) > 0;
        } catch (IOException e) {
            errors.record("putting votes back", e);
            throw e;
        }
    }

    private EventCounts counts(Round round) {
        tally.subtract(round.before());
        return new EventCounts(round.name(), tally.buttons(), milestones.known(round.name()));
    }
}
