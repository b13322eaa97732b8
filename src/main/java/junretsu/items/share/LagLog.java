package junretsu.items.share;

import java.util.Map;
import java.util.TreeMap;
import junretsu.base.Clock;

/**
 * Remembers how many items the log had at which frame, so that it can say how many stand between a cursor and its end:
 * exactly at frames that it saw, in proportion between them. Any thread may call.
 */
final class LagLog {
    private static final int POINTS_MAX = 1_024;
    private static final long PAUSE_NANOS = 5_000_000;

    private final ShareSource source;
    private final Clock clock;
    private final TreeMap<Long, Long> itemsByFrame = new TreeMap<>(Map.of(0L, 0L));
    private long notBeforeNanos;
    private long inStepNanos;

    LagLog(ShareSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        notBeforeNanos = clock.nanoTime();
        inStepNanos = notBeforeNanos;
    }

    /** Takes a point, if it is time; to be called often. */
    synchronized void look(long cursor) {
        long nowNanos = clock.nanoTime();
        if (nowNanos - notBeforeNanos < 0) {
            return;
        }
        notBeforeNanos = nowNanos + PAUSE_NANOS;
        long frame = source.committed();
        long items = source.items();
        if (cursor >= frame) {
            inStepNanos = nowNanos;
        }
        itemsByFrame.put(frame, Math.max(items, itemsByFrame.lastEntry().getValue()));
        if (itemsByFrame.size() > POINTS_MAX) {
            boolean[] isOdd = {false};
            itemsByFrame.keySet().removeIf(point -> point != 0 && point != frame && (isOdd[0] = !isOdd[0]));
        }
    }

    /** Items behind a cursor, at most all of the log. */
    synchronized long itemsBehind(long cursor) {
        long frame = source.committed();
        if (cursor >= frame) {
            return 0;
        }
        long items = Math.max(source.items(), itemsByFrame.lastEntry().getValue());
        Map.Entry<Long, Long> below = itemsByFrame.floorEntry(cursor);
        Map.Entry<Long, Long> above = itemsByFrame.higherEntry(cursor);
        long aboveFrame = above == null ? frame : above.getKey();
        long aboveItems = above == null ? items : above.getValue();
        double share = (cursor - below.getKey()) / (double) Math.max(1, aboveFrame - below.getKey());
        return items - below.getValue() - Math.round(share * (aboveItems - below.getValue()));
    }

    /** Nanoseconds since Redis was last seen to have all; 0 when it has. */
    synchronized long ageNanos(long cursor) {
        return cursor >= source.committed() ? 0 : clock.nanoTime() - inStepNanos;
    }
}
