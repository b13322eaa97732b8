package junretsu.store;

import java.io.Closeable;
import java.util.List;

/**
 * Keeps the event's totals over all nodes. A node hands over its <em>absolute</em> counts, so that handing them over twice
 * is harmless and a flush that failed is only a flush that comes later.
 *
 * <p>{@link #flush} and {@link #close} are called by one thread, the flusher.
 */
public interface Store extends Closeable {

    /** As shown to users: {@code embedded} or {@code redis}. */
    String kind();

    /** Where it is, without a password; for the ready line. */
    String location();

    /** Whether several nodes count one event in it, so that its totals may be more than this node's. */
    boolean isShared();

    /**
     * Brings the store up to this node's counts. Takes a bounded time and never throws: every fault is an outcome.
     *
     * @param counts this node's absolute counts, a cell for each of the {@link CountNames}, never falling; not kept after the call
     * @param known which milestones this node knows to be passed, so that a store that lost its data passes none twice
     */
    FlushOutcome flush(long[] counts, List<MilestonePassed> known);

    /** Lets go of connections and of this node's place, if it has one. */
    @Override
    void close();
}
