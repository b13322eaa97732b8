package junretsu.items.share;

import java.util.BitSet;

/**
 * Ships items of some tenants once more, from the log's beginning up to where the shard was. Tenants that join while a
 * pass is under way wait for the next. To be used by one thread.
 */
final class Repair {
    private BitSet waiting = new BitSet();
    private BitSet underWay = new BitSet();
    private long position;
    private long until;

    /** Takes a tenant in. */
    void add(int tenant) {
        waiting.set(tenant);
    }

    void clear() {
        waiting = new BitSet();
        underWay = new BitSet();
    }

    /**
     * Returns true when something is to be shipped; begins a pass if need be.
     *
     * @param cursor of the shard
     */
    boolean isDue(long cursor) {
        if (underWay.isEmpty() && !waiting.isEmpty()) {
            underWay = waiting;
            waiting = new BitSet();
            position = 0;
            until = cursor;
        }
        return !underWay.isEmpty();
    }

    boolean has(int tenant) {
        return underWay.get(tenant);
    }

    /** Number of the frame up to which the pass has shipped. */
    long position() {
        return position;
    }

    /** Number of the frame at which the pass ends. */
    long until() {
        return until;
    }

    /** Takes note that it has shipped up to a frame. */
    void advanceTo(long frame) {
        position = frame;
        if (frame >= until) {
            underWay = new BitSet();
        }
    }
}
