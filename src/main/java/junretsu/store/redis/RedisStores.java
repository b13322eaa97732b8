package junretsu.store.redis;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import junretsu.base.Clock;
import junretsu.redis.EvictionPolicy;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisConfig;
import junretsu.redis.RedisLink;
import junretsu.store.CountNames;
import junretsu.store.EventName;
import junretsu.store.Milestone;
import junretsu.store.SharedText;
import junretsu.store.Store;
import junretsu.store.StoreFactory;

/**
 * Opens the stores of a node that counts together with others in a Redis or Redis Cluster. What they share is read and
 * made once: the scripts, the trusted certificates, and one connection, which is made by the first flush and anew after
 * every fault.
 *
 * <p>After a connection is made, and after a loss is found, milestones are not decided for {@value #SETTLE_MS} ms. The
 * Redis may have forgotten one that another node has announced, and that node says so with its next flush, which comes
 * once a second.
 */
public final class RedisStores implements StoreFactory {
    static final long SETTLE_MS = 3_000;

    private final RedisConfig config;
    private final RedisLink link;
    private final String location;
    private final Consumer<String> warnings;
    private final Clock clock;
    private final long settleNanos;
    private final String instance = Long.toHexString(new SecureRandom().nextLong());
    private final LuaScript flushScript = new LuaScript("flush.lua");
    private final LuaScript releaseScript = new LuaScript("release.lua");
    private final EvictionPolicy evictionPolicy;
    private final Map<Integer, CountsText> countsTexts = new HashMap<>();
    private long settledConnection;
    private long settlesAtNanos;

    /**
     * Connects to nothing yet.
     *
     * @param warnings gets, in one sentence, a setting that a person should change but that stops no flush
     * @throws junretsu.config.UsageException when certificates cannot be read
     */
    public RedisStores(RedisConfig config, Consumer<String> warnings, Clock clock) {
        this(config, warnings, clock, SETTLE_MS);
    }

    RedisStores(RedisConfig config, Consumer<String> warnings, Clock clock, long settleMs) {
        this.config = config;
        this.link = new RedisLink(config, clock);
        this.location = config.location();
        this.warnings = warnings;
        this.clock = clock;
        this.settleNanos = TimeUnit.MILLISECONDS.toNanos(settleMs);
        this.evictionPolicy = new EvictionPolicy(link, warnings);
    }

    @Override
    public String kind() {
        return "redis";
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** @throws IllegalArgumentException when the event's name is not one */
    @Override
    public Store open(String event, String nodeId, CountNames names, Supplier<List<Milestone>> milestones) {
        return new RedisStore(this, event, nodeId, names, milestones);
    }

    @Override
    public SharedText text(String event, String name) {
        return new RedisText(new RedisLink(config, clock), "junretsu:{" + EventName.parse(event) + "}:" + name);
    }

    @Override
    public void close() {
        link.close();
    }

    RedisLink link() {
        return link;
    }

    LuaScript flushScript() {
        return flushScript;
    }

    LuaScript releaseScript() {
        return releaseScript;
    }

    EvictionPolicy evictionPolicy() {
        return evictionPolicy;
    }

    /**
     * The text of so many counts, which all stores of one service share: a round's store is kept for as long as the
     * process.
     */
    CountsText countsText(int size) {
        return countsTexts.computeIfAbsent(size, CountsText::new);
    }

    /** The ID of this process among all servers, made anew at each start. */
    String instance() {
        return instance;
    }

    void warn(String sentence) {
        warnings.accept(sentence);
    }

    /** Returns false for a while after a connection was made or a loss found: another node may know of milestones. */
    boolean isSettled() {
        if (link.connections() != settledConnection) {
            settledConnection = link.connections();
            unsettle();
        }
        return clock.nanoTime() - settlesAtNanos >= 0;
    }

    /** Takes note of a loss that was found. */
    void unsettle() {
        settlesAtNanos = clock.nanoTime() + settleNanos;
    }
}
