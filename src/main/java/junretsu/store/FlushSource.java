package junretsu.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The source of a node's counts for a flusher, which reports the result of each flush to it. A node counts one event
 * after the other; the counts of one that has ended stand still. All methods are called by the flusher's thread, or
 * before it starts.
 */
public interface FlushSource extends Closeable {

    /**
     * Looks at the counters. Returns the counts of the event that is under way; the array may be that of the next call.
     */
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
     * Takes note that the store has taken counts of an event. Every flush repeats what the store knows of milestones.
     *
     * @param handed the counts, as this source gave them last
     */
    default void applied(EventCounts handed, FlushOutcome.Applied applied) {}

    /**
     * Raises the counters to what the store has taken of this node in earlier runs, which is more than they held when
     * it started. Counts since then are added to that.
     *
     * @param held this node's counts of the event, as the store holds them
     * @return false when the counters cannot be raised
     * @throws IOException when they cannot be raised now; nothing has changed, and the flusher calls again before it
     *     flushes the event
     */
    default boolean takeOver(String event, long[] held) throws IOException {
        return false;
    }

    /** Called once, after the last flush. */
    @Override
    default void close() throws IOException {}
}
