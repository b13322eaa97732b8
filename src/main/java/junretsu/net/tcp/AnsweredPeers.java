package junretsu.net.tcp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The connections of a loop with answers that it has not looked at, the last one first. No thread waits. */
final class AnsweredPeers {
    private final AtomicReference<Place> last = new AtomicReference<>();

    /** A connection's own place in the list. */
    static final class Place {
        private final TcpPeer peer;
        private final AtomicBoolean isTaken = new AtomicBoolean();

        /** Of the thread that has set {@link #isTaken} until the place stands in the list; then of the loop's. */
        private Place next;

        Place(TcpPeer peer) {
            this.peer = peer;
        }

        TcpPeer peer() {
            return peer;
        }
    }

    boolean isEmpty() {
        return last.get() == null;
    }

    /**
     * Enters a connection. Any thread.
     *
     * @return false when it stood there before
     */
    boolean add(Place place) {
        if (place.isTaken.getAndSet(true)) {
            return false;
        }
        Place before = last.get();
        Place expected;
        do {
            expected = before;
            place.next = expected;
            before = last.compareAndExchange(expected, place);
        } while (before != expected);
        return true;
    }

    /** Hands over all, each of which may be entered again from then on. The loop's thread. */
    void drain(Consumer<Place> each) {
        Place place = last.getAndSet(null);
        while (place != null) {
            Place next = place.next;
            place.next = null;
            place.isTaken.set(false);
            each.accept(place);
            place = next;
        }
    }
}
