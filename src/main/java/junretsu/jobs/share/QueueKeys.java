package junretsu.jobs.share;

import java.nio.charset.StandardCharsets;
import junretsu.jobs.queue.JobId;
import junretsu.store.EventName;

/**
 * The names of an event's keys and the shard in which a job is. The keys of a shard, which {@code jobs-head.lua} lists,
 * begin with {@code junretsu:{jobs:EVENT:SHARD}:}: what stands in braces makes a cluster put them into one slot.
 * Immutable.
 *
 * <p>The random part of a job's ID begins with what finds it and keeps it in order:
 *
 * <pre>
 *   12 bits: number within the millisecond    8 bits: hash of the caller    44 bits: random
 * </pre>
 */
final class QueueKeys {
    /** A power of two: so many values the hash of a caller has. */
    static final int SHARDS_MAX = 256;

    static final int NUMBER_BITS = 12;
    static final int RANDOM_BITS = 44;

    private final String event;
    private final int shards;

    /** @throws IllegalArgumentException when the event's name is not one */
    QueueKeys(String event, int shards) {
        this.event = EventName.parse(event);
        this.shards = shards;
    }

    int shards() {
        return shards;
    }

    /** The hash with what all nodes of the event agree on. */
    String event() {
        return "junretsu:{jobs:" + event + "}:event";
    }

    /** The channel on which IDs are published as jobs end. */
    String ended() {
        return "junretsu:{jobs:" + event + "}:ended";
    }

    /** A key of a shard. */
    String key(int shard, String rest) {
        return "junretsu:{jobs:" + event + ":" + shard + "}:" + rest;
    }

    /** The first word of each script. */
    byte[] meta(int shard) {
        return key(shard, "meta").getBytes(StandardCharsets.UTF_8);
    }

    /** Hash of a caller, 0 to 255: FNV-1a, folded. */
    static int hash(String caller) {
        int hash = 0x811c9dc5;
        for (byte b : caller.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xff) * 0x01000193;
        }
        hash ^= hash >>> 16;
        return (hash ^ hash >>> 8) & SHARDS_MAX - 1;
    }

    int shard(String caller) {
        return hash(caller) % shards;
    }

    int shard(JobId id) {
        return (int) (id.random() >>> RANDOM_BITS & SHARDS_MAX - 1) % shards;
    }
}
