package junretsu.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import junretsu.base.Clock;
import junretsu.config.Flag;
import junretsu.config.Settings;
import junretsu.redis.RedisConfig;
import junretsu.store.StoreFactory;
import junretsu.store.embedded.EmbeddedStores;
import junretsu.store.redis.RedisStores;

/** Chooses the store that is built: Redis where one is asked for, else the embedded one. */
final class Stores {
    static final List<Flag<?>> FLAGS = RedisConfig.FLAGS;

    private Stores() {}

    /**
     * Returns a store that several nodes share, if one is asked for.
     *
     * @param warnings gets, in one sentence, what calls for a person but hinders nothing
     * @throws junretsu.config.UsageException when a value is not accepted
     */
    static Optional<StoreFactory> shared(Settings settings, Consumer<String> warnings) {
        return RedisConfig.from(settings, System::getenv)
                .map(config -> new RedisStores(config, warnings, Clock.SYSTEM));
    }

    /** Returns what {@link #shared} returns, else the embedded store. */
    static StoreFactory from(Settings settings, Consumer<String> warnings) {
        return shared(settings, warnings).orElseGet(() -> new EmbeddedStores(Clock.SYSTEM));
    }
}
