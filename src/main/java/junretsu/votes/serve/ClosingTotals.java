package junretsu.votes.serve;

import junretsu.votes.VoteTally;

/**
 * What a server counted, as it stood when it had stopped.
 *
 * @param total over all runs of this node
 * @param atStart what of it stood in the counter file when this run began
 * @param flushed votes of the total that the store is known to hold
 * @param storeState {@code ok}, or the fault that the last flush met
 * @param drained whether the receivers came to the end of their queues in time
 * @param seesDatagrams whether datagrams could be told from the packets that hold them
 * @param uptimeSeconds of this run
 */
record ClosingTotals(
        VoteTally total,
        VoteTally atStart,
        long flushed,
        String storeState,
        boolean drained,
        boolean seesDatagrams,
        double uptimeSeconds) {}
