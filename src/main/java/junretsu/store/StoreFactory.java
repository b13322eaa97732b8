package junretsu.store;

import java.io.Closeable;
import java.util.List;
import java.util.function.Supplier;

/**
 * Opens the stores of a process, one an event, over a connection that they share. {@link #open} and {@link #close} are
 * called by the thread that flushes, or before it starts.
 */
public interface StoreFactory extends Closeable {

    /** As shown to users: {@code embedded} or {@code redis}. */
    String kind();

    /** The store's address without a password; for the ready line. */
    String location();

    /** Returns true when several nodes count one event in it, so that its totals may be more than this node's. */
    boolean isShared();

    /**
     * Opens an event's store. Nothing is connected to yet.
     *
     * @param event name of what is counted, as {@link EventName} allows it
     * @param nodeId under which this server reports, the same after a restart
     * @param names what is counted
     * @param milestones totals at which something is to happen, the lowest first; asked with each flush
     */
    Store open(String event, String nodeId, CountNames names, Supplier<List<Milestone>> milestones);

    /**
     * Opens a text that all servers of an event share. Nothing is connected to yet. The caller closes it.
     *
     * @param name of the text, as in {@code stage}
     * @return null when the store is not shared
     */
    default SharedText text(String event, String name) {
        return null;
    }

    /** Closes what the stores share, once they are closed themselves. */
    @Override
    void close();
}
