/**
 * Floor 1: the counts of this machine. Each receiver thread adds to a block of its own in a memory-mapped file; any thread
 * merges all blocks into a {@link junretsu.tally.Tally}.
 */
package junretsu.tally;
