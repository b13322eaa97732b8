package junretsu.items.share;

import java.util.List;
import junretsu.config.Choice;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.config.Units;

/**
 * The settings with which items are shared.
 *
 * @param shards sets that a tenant is spread over, a power of two; 0 for the default
 * @param acks the places in which an item is before its answer
 */
public record ShareConfig(int shards, Acks acks) {
    static final int SHARDS_MAX = 256;

    /** A Redis Cluster has thousands of slots for tens of servers: so many sets spread evenly enough. */
    private static final int SHARDS_OF_CLUSTER = 16;

    public static final Flag<Integer> SHARDS = Flag.of(
            "shards",
            "N",
            null,
            "with --redis: sets that each tenant is spread over, a power of two, the same on all nodes; 1 unless given,"
                    + " 16 on a cluster",
            ShareConfig::parseShards);

    private static final Choice<Acks> ALL_ACKS =
            Choice.of("disk", Acks.DISK).or("redis", Acks.REDIS).or("disk+redis", Acks.DISK_REDIS);

    public static final Flag<Acks> ACKS = Flag.of(
            "acks",
            ALL_ACKS.placeholder(),
            "disk",
            "where an item is before it is answered for; those for Redis take it from the disk, too",
            ALL_ACKS);

    /** In the order of the help text. */
    public static final List<Flag<?>> FLAGS = List.of(SHARDS, ACKS);

    /** @throws junretsu.config.UsageException when a value is not accepted */
    public static ShareConfig from(Settings settings) {
        Integer shards = settings.get(SHARDS);
        return new ShareConfig(shards == null ? 0 : shards, settings.get(ACKS));
    }

    /** The number of shards, given or by default. */
    public int shards(boolean isCluster) {
        return shards > 0 ? shards : isCluster ? SHARDS_OF_CLUSTER : 1;
    }

    private static Integer parseShards(String text) {
        String accepted = "a power of two from 1 to " + SHARDS_MAX;
        int shards;
        try {
            shards = Units.integer(text, 1, SHARDS_MAX);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(accepted, e);
        }
        if (Integer.bitCount(shards) != 1) {
            throw new IllegalArgumentException(accepted);
        }
        return shards;
    }
}
