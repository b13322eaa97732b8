package junretsu.jobs.share;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import junretsu.base.Clock;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.QueueConfig;
import junretsu.redis.RedisCommand;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;

/**
 * Calls {@code jobs-turn.lua}, each worker on connections of its own, and the keeper as one more. A call whose reply
 * was lost is repeated by the next one of the same worker.
 */
final class TurnCalls {
    static final int WANTED_MAX = 16;

    private final QueueConfig config;
    private final QueueKeys keys;
    private final String instance;
    private final HeldJobs held;
    private final ShardChoice shards;
    private final TurnReplies replies;
    private final SharedHealth health;
    private final Clock clock;
    private final AtomicReferenceArray<TurnSlot> slots;
    private final IntFunction<TurnSlot> newSlot;
    private final int wantedMax;
    private final AtomicLong calls = new AtomicLong();
    private volatile Runnable flush = () -> {};

    /**
     * @param instance a word made anew with each start
     * @param wantedMax turns that a call may bring, up to {@value #WANTED_MAX}
     * @param link makes a connection to a shard
     */
    TurnCalls(
            QueueConfig config,
            QueueKeys keys,
            String instance,
            HeldJobs held,
            ShardChoice shards,
            TurnReplies replies,
            int wantedMax,
            IntFunction<RedisLink> link,
            SharedHealth health,
            Clock clock) {
        this.config = config;
        this.keys = keys;
        this.instance = instance;
        this.held = held;
        this.shards = shards;
        this.replies = replies;
        this.wantedMax = wantedMax;
        this.health = health;
        this.clock = clock;
        slots = new AtomicReferenceArray<>(Math.max(1, config.workers()) + 1);
        newSlot = number -> new TurnSlot(number, link, config.shards(), clock);
    }

    /** Sets what is called when a turn waits to go back. */
    void whenReturned(Runnable flushSoon) {
        flush = flushSoon;
    }

    void flushSoon() {
        flush.run();
    }

    /**
     * Asks the shard whose turn it is for turns.
     *
     * @return false when there was none to be asked, or it did not answer
     */
    boolean call(int worker) {
        TurnSlot slot = slot(worker % (slots.length() - 1));
        synchronized (slot) {
            if (slot.isPausing()) {
                return false;
            }
            if (slot.unanswered == null) {
                int shard = shards.next();
                if (shard < 0) {
                    return false;
                }
                slot.unanswered = build(shard, shards.isHeard(shard) ? wantedMax : 0);
            }
            return send(slot);
        }
    }

    /** Brings turns back to a shard and renews the lease there; for the keeper. */
    boolean flush(int shard) {
        TurnSlot slot = slot(slots.length() - 1);
        synchronized (slot) {
            if (slot.isPausing()) {
                return false;
            }
            if (slot.unanswered == null) {
                slot.unanswered = build(shard, 0);
            }
            return send(slot);
        }
    }

    /**
     * Returns the jobs of a shard that Redis says this process holds; for the keeper.
     *
     * @return null when Redis did not answer
     */
    List<JobId> heldThere(int shard) {
        TurnSlot slot = slot(slots.length() - 1);
        synchronized (slot) {
            try {
                RedisLink link = slot.link(shard);
                link.begin();
                List<?> ids = (List<?>) link.ask(RedisCommand.of("HKEYS", keys.key(shard, "held:" + instance)));
                return ids.stream()
                        .map(id -> JobId.parse(JobFields.text(id)))
                        .filter(Objects::nonNull)
                        .toList();
            } catch (RedisException | ClassCastException e) {
                return null;
            }
        }
    }

    /** Ends all connections; to be called when the workers have ended. */
    void close() {
        for (int i = 0; i < slots.length(); i++) {
            TurnSlot slot = slots.get(i);
            if (slot != null) {
                slot.close();
            }
        }
    }

    private TurnSlot slot(int number) {
        TurnSlot slot = slots.get(number);
        if (slot == null) {
            slots.compareAndSet(number, null, newSlot.apply(number));
            slot = slots.get(number);
        }
        return slot;
    }

    private TurnCall build(int shard, int wanted) {
        List<TurnReturn> returns = held.takeReturns(shard);
        return new TurnCall(shard, calls.incrementAndGet(), wanted, returns, held.candidates(shard));
    }

    private boolean send(TurnSlot slot) {
        TurnCall call = slot.unanswered;
        RedisLink link = slot.link(call.shard());
        try {
            List<String> words = call.words(config, instance, slot.number());
            Object reply = QueueScript.callAll(link, List.of(QueueScript.TURN.command(keys.meta(call.shard()), words)))
                    .get(0);
            replies.apply(call, TurnReply.parse(reply), calls.incrementAndGet());
            slot.unanswered = null;
            slot.worked();
            health.works(HealthPlaces.turns(call.shard()));
            return true;
        } catch (RedisException e) {
            link.drop();
            slot.failed();
            health.failed(HealthPlaces.turns(call.shard()), e.fault().label(), e.getMessage());
        } catch (ClassCastException | IndexOutOfBoundsException | IllegalArgumentException e) {
            link.drop();
            slot.failed();
            health.failed(
                    HealthPlaces.turns(call.shard()), "malformed", "a reply of Redis is malformed: " + e.getMessage());
        }
        return false;
    }
}
