/**
 * Floor 1: the counts of this machine. Each thread that counts adds to a block of its own in a memory-mapped file,
 * which names its service; any thread merges all blocks into a {@link junretsu.tally.Tally}, and totals over time go
 * into a {@link junretsu.tally.PointsFile}.
 */
package junretsu.tally;
