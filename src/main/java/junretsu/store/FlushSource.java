package junretsu.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Where a flusher gets a node's counts from, and whom it tells what became of them. A node counts one event after the other;
 * the counts of one that has ended stand still. All methods are called by the flusher's thread, or before it starts.
 */
public interface FlushSource extends Closeable {

    /** Looks at the counters. Returns the counts of the event that is under way; the array may be that of the next call. */
    EventCounts current();

    /** Returns the names of the events that have ended, the oldest first. */
    default List<String> ended() {
        return List.of();
    }

    /** Returns the counts of an event that has ended; the array may be that of the next call. */
    default EventCounts ended(String event) {
        throw new IllegalArgumentException(event);
    }

    /**
     * The store has taken counts of an event. What it says of milestones it says with each flush.
     *
     * @param handed the counts, as this source gave them last
     */
    default void applied(EventCounts handed, FlushOutcome.Applied applied) {}

    /**
     * The store has taken more of this node in earlier runs than its counters held when it started. What was counted since then
     * comes on top of that.
     *
     * @param held this node's counts of the event, as the store holds them
     * @return false when the counters cannot be raised
     */
    default boolean takeOver(String event, long[] held) {
        return false;
    }

    /** Called once, after the last flush. */
    @Override
    default void close() throws IOException {}
}
