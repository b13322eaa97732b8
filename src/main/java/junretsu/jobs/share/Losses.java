package junretsu.jobs.share;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import junretsu.redis.SharedHealth;

/** The signs that Redis may have lost something, and the comparison that they ask for. Any thread may call. */
final class Losses {
    private final SharedHealth health;
    private final Map<Integer, String> marks = new ConcurrentHashMap<>();
    private final AtomicLong signs = new AtomicLong();
    private final AtomicBoolean isComparisonDue = new AtomicBoolean(true);

    Losses(SharedHealth health) {
        this.health = health;
    }

    /** Takes note of a shard's mark; another one than before is a sign. */
    void marked(int shard, String mark) {
        String before = marks.put(shard, mark);
        if (before != null && !before.equals(mark)) {
            health.warn("shard " + shard + " has lost its data: this node posts again what it has accepted and"
                    + " what has not ended");
            sign();
        }
    }

    /** Something may have been lost: the whole journal is to be compared soon. */
    void sign() {
        signs.incrementAndGet();
        isComparisonDue.set(true);
    }

    /** The number of signs since the start. */
    long signs() {
        return signs.get();
    }

    /**
     * A posting is in the journal now. Where a sign came while it was on its way there, a comparison may have gone past
     * its place before it was written, and there has to be another.
     *
     * @param signsBefore the signs before it was sent to Redis
     */
    void written(long signsBefore) {
        if (signs.get() != signsBefore) {
            isComparisonDue.set(true);
        }
    }

    /** True once after each time that a comparison became due. */
    boolean takeDue() {
        return isComparisonDue.getAndSet(false);
    }
}
