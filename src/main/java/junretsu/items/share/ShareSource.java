package junretsu.items.share;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import junretsu.items.log.Tenant;

/** A node, as seen by what shares its items: its log, its tenants. Any thread may call. */
public interface ShareSource {

    /** Names the node, the same after a restart. */
    String nodeId();

    /** Number of the last log frame that is on the disk; 0 when there is none. */
    long committed();

    /** Items in the log up to there, those of erased tenants included. */
    long items();

    /** Reads the committed frames behind a position, and those that are committed later. */
    FrameReader reader(long behindFrame);

    /** The tenant of a number; null when it was erased. */
    Tenant tenant(int number);

    /** Those that were not erased, in any order; what comes or goes while they are read may be among them or not. */
    Collection<Tenant> tenants();

    /** Generations by tenant's name, without those that are 0. */
    Map<String, Long> generations();

    /**
     * Takes note that a tenant was erased: items that the node has of an earlier generation count no more. May be
     * called again with what the node knows already.
     *
     * @return completed once this is on the disk and {@link #tenant} is null for them, with the tenants that were
     *     erased here, windows included
     */
    CompletionStage<List<Tenant>> erased(String name, long generation);
}
