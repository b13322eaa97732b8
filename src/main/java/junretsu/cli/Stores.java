package junretsu.cli;

import java.util.List;
import junretsu.base.Clock;
import junretsu.base.Flag;
import junretsu.base.Settings;
import junretsu.store.Store;
import junretsu.store.embedded.EmbeddedStore;
import junretsu.store.redis.RedisConfig;
import junretsu.store.redis.RedisStore;

/** Which store is built. */
record Stores(RedisConfig redis) {
    static final List<Flag<?>> FLAGS = RedisConfig.FLAGS;
}
