package junretsu.jobs.share;

import java.util.function.IntFunction;
import junretsu.base.BackOff;
import junretsu.base.Clock;
import junretsu.redis.RedisLink;

/** The connections of one worker and the call whose reply it still waits for. Guarded by itself. */
final class TurnSlot {
    private static final long PAUSE_MIN_NANOS = 20_000_000;
    private static final long PAUSE_MAX_NANOS = 500_000_000;

    private final int number;
    private final IntFunction<RedisLink> newLink;
    private final RedisLink[] links;
    private final Clock clock;
    private final BackOff backOff = new BackOff(PAUSE_MIN_NANOS, PAUSE_MAX_NANOS);
    private long notBeforeNanos;

    /** The call to be repeated; null when the last one was answered. */
    TurnCall unanswered;

    TurnSlot(int number, IntFunction<RedisLink> newLink, int shards, Clock clock) {
        this.number = number;
        this.newLink = newLink;
        this.links = new RedisLink[shards];
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
    }

    int number() {
        return number;
    }

    RedisLink link(int shard) {
        if (links[shard] == null) {
            links[shard] = newLink.apply(shard);
        }
        return links[shard];
    }

    boolean isPausing() {
        return clock.nanoTime() - notBeforeNanos < 0;
    }

    void worked() {
        backOff.succeeded();
    }

    void failed() {
        notBeforeNanos = clock.nanoTime() + backOff.failed();
    }

    synchronized void close() {
        for (RedisLink link : links) {
            if (link != null) {
                link.close();
            }
        }
    }
}
