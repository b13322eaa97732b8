package junretsu.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.redis.RedisConfig;
import junretsu.store.CountNames;
import junretsu.store.Milestone;
import junretsu.store.Store;
import junretsu.store.StoreFactory;
import junretsu.store.embedded.EmbeddedStore;
import junretsu.store.redis.RedisStore;

/**
 * Which store is built: Redis where one is asked for, else the embedded one.
 *
 * @param warnings where a store tells what calls for a person but hinders nothing
 */
record Stores(Optional<RedisConfig> redis, Consumer<String> warnings) implements StoreFactory {
    static final List<Flag<?>> FLAGS = RedisConfig.FLAGS;

    /** @throws junretsu.config.UsageException when a value is not accepted */
    static Stores from(Settings settings, Consumer<String> warnings) {
        return new Stores(RedisConfig.from(settings, System::getenv), warnings);
    }

    @Override
    public Store open(String event, String nodeId, CountNames fields, List<Milestone> milestones) {
        return redis.isEmpty()
                ? new EmbeddedStore(nodeId, fields, milestones, Clock.SYSTEM)
                : new RedisStore(redis.get(), event, nodeId, fields, milestones, warnings, Clock.SYSTEM);
    }
}
