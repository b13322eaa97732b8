package junretsu.votes.serve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import junretsu.votes.VoteTally;
import junretsu.votes.rounds.Look;
import junretsu.votes.rounds.Round;
import junretsu.votes.rounds.RoundLog;

/**
 * A round as tables show it.
 *
 * @param started ISO 8601 in UTC
 * @param ended the same; null for the current one
 * @param votes that came in it while voting was open
 * @param late votes that came in it while voting was closed
 */
record RoundSums(String name, String started, String ended, VoteTally votes, long late) {

    /** The sums of the rounds that had begun at a look, the oldest first. */
    static List<RoundSums> all(RoundLog log, Look now) {
        List<Round> begun = log.rounds();
        List<Round> rounds = begun.subList(0, begun.indexOf(now.round()) + 1);
        List<RoundSums> all = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            all.add(of(rounds.get(i), i + 1 < rounds.size() ? rounds.get(i + 1) : null, now));
        }
        return all;
    }

    private static RoundSums of(Round round, Round next, Look now) {
        VoteTally end = next == null ? now.counted() : next.before();
        return new RoundSums(
                round.name(),
                Instant.ofEpochMilli(round.startedMs()).toString(),
                next == null ? null : Instant.ofEpochMilli(next.startedMs()).toString(),
                new VoteTally().copy(end).subtract(round.before()),
                (next == null ? now.late() : next.lateBefore()) - round.lateBefore());
    }

    boolean isCurrent() {
        return ended == null;
    }
}
