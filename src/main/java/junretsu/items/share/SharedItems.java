package junretsu.items.share;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import junretsu.base.Clock;
import junretsu.base.EventLog;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.config.StartException;
import junretsu.items.log.Tenant;
import junretsu.redis.RedisConfig;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;
import junretsu.text.PrometheusText;

/**
 * A node's items, shared with other nodes in a Redis or Redis Cluster. Its methods may be called by any thread once
 * {@link #start} has returned.
 */
public final class SharedItems {
    /** More threads than servers of a cluster gain nothing. */
    private static final int SHIPPERS_MAX = 4;

    private final ShareSource source;
    private final SharedHealth health;
    private final ShareCounters counters = new ShareCounters();
    private final List<Shard> shards = new ArrayList<>();
    private final List<Worker> shippers = new ArrayList<>();
    private final Erasures erasures;
    private final CountReader counts;
    private final ShippedWaiters waiters;
    private final LagLog lag;
    private final String location;
    private final long flushIntervalNanos;
    private final List<WorkerThread> shipperThreads = new ArrayList<>();
    private WorkerThread erasuresThread;
    private WorkerThread countsThread;

    /**
     * Prepares to share; connects to nothing yet.
     *
     * @param event part of the keys' names
     * @param directory of the node's files
     * @param key that the fingerprints are made with
     * @param flushIntervalNanos between two looks at the log
     * @param drainNanos that the end may take
     * @param log gets each change of state, and each loss found, in a sentence
     * @throws StartException when the directory cannot be written
     */
    public SharedItems(
            RedisConfig redis,
            ShareConfig config,
            String event,
            Path directory,
            byte[] key,
            ShareSource source,
            long flushIntervalNanos,
            long drainNanos,
            EventLog log,
            Clock clock)
            throws StartException {
        this.source = source;
        this.location = redis.location();
        this.flushIntervalNanos = flushIntervalNanos;
        int number = config.shards(redis.isCluster());
        RunFile run = RunFile.next(directory);
        List<String> fields = List.of(source.nodeId() + ":" + run.word(), source.nodeId() + ":" + run.previous());
        health = new SharedHealth(log, clock, "items in Redis", "counting goes on", "shipped again");
        lag = new LagLog(source, clock);
        waiters = new ShippedWaiters(TimeUnit.MILLISECONDS.toNanos(2L * redis.timeoutMs()), clock);
        for (int i = 0; i < number; i++) {
            RedisLink link = new RedisLink(redis, clock);
            shards.add(new Shard(i, number, event, fields, source, link, health, counters, clock));
        }
        erasures = new Erasures(
                new RedisLink(redis, clock),
                ShareKeys.ofEvent(event),
                new Agreement(event, number, key),
                source,
                field -> shards.forEach(shard -> shard.sets().unlink(field)),
                health,
                clock);
        counts = new CountReader(
                shards.stream().map(shard -> new RedisLink(redis, clock)).toList(),
                IntStream.range(0, number)
                        .mapToObj(i -> ShareKeys.ofShard(event, i))
                        .toList(),
                clock);
        addShippers(drainNanos, clock);
    }

    /**
     * Returns the key that a node's fingerprints are made with, the same on all nodes of an event; to be called before
     * the files of an empty directory are opened. The first node of all makes it.
     *
     * @param own the key of the directory; null when it is empty
     * @throws StartException when the nodes have another key or another number of shards, or when an empty directory
     *     finds no Redis
     */
    public static byte[] agreeOnKey(RedisConfig redis, ShareConfig config, String event, byte[] own, Clock clock)
            throws StartException {
        return Agreement.onKey(redis, event, config.shards(redis.isCluster()), own, clock, SharedItems::sleep);
    }

    /**
     * Starts its threads.
     *
     * @param workers makes a worker's thread, which its caller starts and, at the end, stops: {@link #stopped} first
     */
    public void start(BiFunction<Worker, IdlePolicy, WorkerThread> workers) {
        countsThread = workers.apply(counts, IdlePolicy.nap(flushIntervalNanos));
        erasuresThread = workers.apply(erasures, IdlePolicy.every(flushIntervalNanos));
        shippers.forEach(shipper -> shipperThreads.add(workers.apply(shipper, IdlePolicy.nap(flushIntervalNanos))));
    }

    /** The threads in the order in which they are to be stopped, once nothing is committed any more. */
    public List<WorkerThread> threads() {
        List<WorkerThread> threads = new ArrayList<>(shipperThreads);
        threads.add(erasuresThread);
        threads.add(countsThread);
        return threads;
    }

    /** Ends the waits that are left and says what Redis has not got; to be called when the threads have ended. */
    public void stopped() {
        waiters.close();
        long behind = itemsBehind();
        if (behind > 0) {
            health.announce(behind + " items are in this node's log and not in all shards; they go there after its"
                    + " next start");
        }
    }

    /** Has the sets of a tenant or window that counts no more removed, soon. */
    public void unlink(Tenant tenant) {
        shards.forEach(shard -> shard.sets().unlink(ShareKeys.field(tenant)));
    }

    /** Redis' address without a password. */
    public String location() {
        return location;
    }

    /** {@code starting}, {@code ok}, {@code refused}, or the fault that was met, as in {@code oom}. */
    public String state() {
        String state = health.state();
        return state.equals(SharedHealth.OK) && !erasures.isSettled() ? SharedHealth.STARTING : state;
    }

    /** A sentence that says why this node may not share its items; null when it may. */
    public String refusal() {
        return health.refusal();
    }

    /** Items of this node's log that are not in all shards yet: exact when it is small, else about. */
    public long itemsBehind() {
        return lag.itemsBehind(through());
    }

    /** Milliseconds since Redis had all of this node's items; 0 when it has. */
    public long lagMs() {
        return TimeUnit.NANOSECONDS.toMillis(lag.ageNanos(through()));
    }

    /** Items handed to Redis in this run, those that it had already included. */
    public long shipped() {
        return counters.shipped();
    }

    /** The generation of the next tenant of a name, as far as this node knows of the others. */
    public long generation(String name) {
        return erasures.generation(name);
    }

    /**
     * Counts a tenant's items over all nodes.
     *
     * @param windowMs {@link Tenant#TOTAL} for all time
     * @return completed by another thread; with a {@link junretsu.redis.RedisException} when Redis did not answer
     */
    public CompletionStage<Long> count(String name, long windowMs) {
        CompletionStage<Long> count = counts.count(ShareKeys.field(generation(name), name, windowMs));
        countsThread.wake();
        return count;
    }

    /**
     * Looks for an item in a tenant over all nodes.
     *
     * @param first word of its fingerprint
     * @return completed by another thread; with a {@link junretsu.redis.RedisException} when Redis did not answer
     */
    public CompletionStage<Boolean> contains(String name, long first, long second) {
        String field = ShareKeys.field(generation(name), name, Tenant.TOTAL);
        CompletionStage<Boolean> isThere = counts.contains(field, first, second).thenApply(times -> times > 0);
        countsThread.wake();
        return isThere;
    }

    /**
     * Erases a tenant on all nodes: its next item is of the next generation. The others follow within a moment.
     *
     * @return completed by another thread, once this node has erased it, with the items that it had over all nodes;
     *     with a {@link junretsu.redis.RedisException} when Redis did not answer: it may be erased or not then
     */
    public CompletionStage<Long> erase(String name) {
        return count(name, Tenant.TOTAL).thenCompose(items -> {
            CompletionStage<Long> erased = erasures.erase(name).thenApply(generation -> items);
            erasuresThread.wake();
            return erased;
        });
    }

    /**
     * Calls back when all shards have a frame's items, or when that takes too long.
     *
     * @param frame not less than that of an earlier call
     * @param done gets null, or why the wait ended; called by a shipper's thread,
     *     which it may not block
     */
    public void whenShipped(long frame, Consumer<Throwable> done) {
        waiters.add(frame, done);
        shipperThreads.forEach(WorkerThread::wake);
    }

    /** Writes the families of {@link ShareMetrics}. */
    public void write(PrometheusText text) {
        text.family(ShareMetrics.UP).sample(state().equals(SharedHealth.OK) ? 1 : 0);
        text.family(ShareMetrics.LAG_ITEMS).sample(itemsBehind());
        text.family(ShareMetrics.LAG_SECONDS).sample(lagMs() / 1e3);
        text.family(ShareMetrics.SHIPPED).sample(counters.shipped());
        text.family(ShareMetrics.REFILLS).sample(counters.refills());
    }

    private void addShippers(long drainNanos, Clock clock) {
        int number = Math.min(SHIPPERS_MAX, shards.size());
        for (int i = 0; i < number; i++) {
            List<Shard> own = new ArrayList<>();
            for (int shard = i; shard < shards.size(); shard += number) {
                own.add(shards.get(shard));
            }
            shippers.add(new ShipWorker(
                    i,
                    own,
                    source,
                    erasures::isSettled,
                    this::onShipped,
                    health,
                    drainNanos,
                    clock,
                    SharedItems::sleep));
        }
    }

    private void onShipped() {
        long through = through();
        lag.look(through);
        waiters.complete(through);
    }

    /** Number of the last frame that all shards have. */
    private long through() {
        return shards.stream().mapToLong(Shard::cursor).min().orElseThrow();
    }

    private static void sleep(long ms) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
    }
}
