package junretsu.items.share;

/** The places in which an item is before its answer is sent. */
public enum Acks {
    /** On this node's disk. */
    DISK(false),
    /** In Redis; as each item goes there from the log, it is on this node's disk, too. */
    REDIS(true),
    /** On this node's disk and in Redis. */
    DISK_REDIS(true);

    private final boolean needsRedis;

    Acks(boolean needsRedis) {
        this.needsRedis = needsRedis;
    }

    /** Returns true when an answer waits until Redis has the items. */
    public boolean needsRedis() {
        return needsRedis;
    }
}
