package junretsu.votes.rounds;

import junretsu.votes.VoteTally;

/**
 * A part of what a node counts, under a name of its own: all that came after {@code before} and up to the next round's.
 *
 * @param name which is the event in the store
 * @param startedMs unix milliseconds
 * @param before what the node had counted when the round began, without the late votes; not to be changed
 * @param lateBefore the late votes until then
 */
public record Round(String name, long startedMs, VoteTally before, long lateBefore) {}
