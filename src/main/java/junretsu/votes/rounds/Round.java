package junretsu.votes.rounds;

import junretsu.votes.VoteTally;

/**
 * A part of what a node counts, under a name of its own: all that came after {@code before} and up to the next round's.
 *
 * @param name which is the event in the store
 * @param startedMs unix milliseconds
 * @param before what the node had counted when the round began; not to be changed
 */
public record Round(String name, long startedMs, VoteTally before) {}
