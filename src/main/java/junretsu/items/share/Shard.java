package junretsu.items.share;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.redis.LuaScript;
import junretsu.redis.RedisException;
import junretsu.redis.RedisLink;
import junretsu.redis.SharedHealth;

/**
 * One shard of an event, as one node ships to it: its cursor, and the connection. To
 * be used by one thread but for what says otherwise.
 *
 * <p>The cursor is the node's word about Redis, and Redis has it, too. It is written behind the items and on the same
 * connection, only if Redis has still the one before; so wherever Redis comes back from, its cursor speaks of items
 * that it has. On another connection may be another server: there the cursor is read first.
 */
final class Shard implements AutoCloseable {
    private static final LuaScript ADVANCE = new LuaScript("items-advance.lua");

    private static final long PAUSE_MIN_NANOS = 50_000_000;
    private static final long PAUSE_MAX_NANOS = 1_000_000_000;
    private static final long HEARTBEAT_NANOS = 500_000_000;
    private static final long UNKNOWN = -1;

    /** The losses of a shard count from a multiple of this on. */
    private static final int ORIGIN_BITS = 20;

    private static final int ORIGINS_BITS = 28;

    private final int number;
    private final RedisLink link;
    private final ShardSets sets;
    private final List<byte[]> cursorWords;
    private final SharedHealth health;
    private final ShareCounters counters;
    private final Clock clock;
    private final SecureRandom origins = new SecureRandom();
    private final BackOff backOff = new BackOff(PAUSE_MIN_NANOS, PAUSE_MAX_NANOS);
    private long notBeforeNanos;
    private long heartbeatNanos;
    private long connection = UNKNOWN;
    private long noted = UNKNOWN;
    private long knownLosses = UNKNOWN;
    private long trusted;

    /** True from when the hash of sets was found to be another one until all is shipped again. */
    private boolean isSetsLost;

    /** Written by the shard's thread, read by any. */
    private volatile long cursor;

    /**
     * @param fields of this run and of the run before it, in the hash of cursors
     * @param link to be closed with the shard
     */
    Shard(
            int number,
            int shards,
            String event,
            List<String> fields,
            ShareSource source,
            RedisLink link,
            SharedHealth health,
            ShareCounters counters,
            Clock clock) {
        this.number = number;
        this.link = link;
        ShareKeys keys = ShareKeys.ofShard(event, number);
        this.sets = new ShardSets(number, shards, keys, source, link, health, counters, clock);
        this.cursorWords = List.of(keys.cursors(), keys.sets(), bytes(fields.get(0)), bytes(fields.get(1)));
        this.health = health;
        this.counters = counters;
        this.clock = clock;
        trusted = source.committed();
        notBeforeNanos = clock.nanoTime();
    }

    /** Number of the last frame all of whose items are in this shard; any thread may ask. */
    long cursor() {
        return cursor;
    }

    ShardSets sets() {
        return sets;
    }

    /** Returns true when it is known where to ship from. */
    boolean isReady() {
        return noted != UNKNOWN && !isPausing();
    }

    boolean isPausing() {
        return clock.nanoTime() - notBeforeNanos < 0;
    }

    /**
     * Sees to it that there is a connection to a Redis whose cursor is known, and does what else is due.
     *
     * @throws RedisException when it failed
     */
    void begin() {
        link.begin();
        link.connect();
        if (link.connections() != connection || clock.nanoTime() - heartbeatNanos >= 0) {
            verify();
        }
        sets.settle();
    }

    /**
     * Moves the cursor, once everything up to there was shipped since {@link #begin}.
     *
     * @return false when Redis had the cursor before it no more: then it is to be shipped again from {@link #cursor}
     * @throws RedisException when it failed
     */
    boolean advanceTo(long frame) {
        if (link.connections() != connection) {
            verify();
            return false;
        }
        long before = noted;
        trusted = Math.max(trusted, frame);
        long actual = advance(before, frame);
        if (link.connections() != connection) {
            advance(frame, before);
            verify();
            return false;
        }
        if (actual != frame || isSetsLost) {
            verify();
            return false;
        }
        noted = frame;
        cursor = frame;
        return true;
    }

    /** Takes note that the last round went well, or found nothing to do. */
    void worked() {
        backOff.succeeded();
        health.works(number);
    }

    void failed(String fault, String sentence) {
        link.drop();
        notBeforeNanos = clock.nanoTime() + backOff.failed();
        health.failed(number, fault, sentence);
    }

    @Override
    public void close() {
        link.close();
    }

    private void verify() {
        long actual = advance(noted, Math.max(0, noted));
        if (link.connections() != connection) {
            connection = link.connections();
            sets.reconnected();
        }
        if (isSetsLost) {
            actual = advance(actual, 0);
            isSetsLost = false;
        }
        if (actual != noted) {
            adopt(actual);
        }
        heartbeatNanos = clock.nanoTime() + HEARTBEAT_NANOS;
    }

    /** Ships on from where Redis says, unless the log has not even got there: then it is not the log that it was. */
    private void adopt(long actual) {
        if (noted != UNKNOWN && actual > noted && actual <= trusted) {
            noted = actual;
            cursor = actual;
            return;
        }
        boolean isForeign = actual > trusted;
        long from = isForeign ? advance(actual, 0) : actual;
        if (noted != UNKNOWN || isForeign) {
            health.warn("shard " + number + " has what this node shipped up to frame " + actual + ", not " + cursor
                    + ": shipped again from " + from);
            counters.refilled();
        }
        noted = from;
        cursor = from;
        sets.forget(from > 0);
    }

    private long advance(long expected, long to) {
        link.begin();
        List<byte[]> words = new ArrayList<>(cursorWords);
        words.add(bytes(expected == UNKNOWN ? "" : Long.toString(expected)));
        words.add(bytes(Long.toString(to)));
        words.add(bytes(Long.toString(origins.nextLong() >>> Long.SIZE - ORIGINS_BITS << ORIGIN_BITS)));
        List<?> reply = (List<?>) ADVANCE.run(link, 2, words);
        long losses = (Long) reply.get(1);
        if (losses != knownLosses) {
            isSetsLost |= knownLosses != UNKNOWN && losses >> ORIGIN_BITS != knownLosses >> ORIGIN_BITS;
            knownLosses = losses;
            sets.hurry();
        }
        return (Long) reply.get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
