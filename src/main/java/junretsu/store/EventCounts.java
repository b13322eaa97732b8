package junretsu.store;

import java.util.List;

/**
 * A node's counts of one event at one moment.
 *
 * @param event whose they are
 * @param counts absolute, a cell for each of the {@link CountNames}
 * @param known which milestones this node knows to be passed
 */
public record EventCounts(String event, long[] counts, List<MilestonePassed> known) {}
