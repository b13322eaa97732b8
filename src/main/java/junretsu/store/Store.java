package junretsu.store;

import java.io.Closeable;
import java.util.List;

/**
 * Keeps an event's totals over all nodes. A node hands over its <em>absolute</em> counts, so that handing them over
 * twice is harmless and a failed flush is made good by the next one.
 *
 * <p>{@link #flush} and {@link #close} are called by one thread, the flusher.
 */
public interface Store extends Closeable {

    /**
     * Brings the store up to this node's counts. Takes a bounded time and never throws: every fault is an outcome.
     *
     * @param counts this node's absolute counts, a cell for each of the {@link CountNames}, never falling; not kept
     *     after the call. Those of the first call are the ones that the node started with
     * @param known which milestones this node knows to be passed, so that a store that lost its data passes none twice
     */
    FlushOutcome flush(long[] counts, List<MilestonePassed> known);

    /** Releases the node's lease on the event, if there is one. */
    @Override
    void close();
}
