package junretsu.votes.crowd;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import junretsu.base.Clock;

/**
 * The address of the users server: looked up at the start, and again after a call has failed, since its name may have
 * none yet, or another one by now. Any thread may call; only the constructor waits.
 */
final class UsersAddress {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Supplier<InetSocketAddress> lookUp;
    private final Clock clock;
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private volatile InetSocketAddress last;
    private volatile long pauseUntilNanos;

    UsersAddress(Supplier<InetSocketAddress> lookUp, Clock clock) {
        this.lookUp = lookUp;
        this.clock = clock;
        last = lookUp.get();
        pauseUntilNanos = clock.nanoTime();
    }

    /** The address that was found last; unresolved when none was found so far. */
    InetSocketAddress last() {
        return last;
    }

    /** Begins to look the name up again, on a thread that may wait, unless that was done a moment ago. */
    void failed() {
        if (clock.nanoTime() - pauseUntilNanos >= 0 && isLooking.compareAndSet(false, true)) {
            Thread thread = new Thread(this::look, "crowd-users-address");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void look() {
        try {
            InetSocketAddress found = lookUp.get();
            last = found.isUnresolved() ? last : found;
        } finally {
            pauseUntilNanos = clock.nanoTime() + PAUSE_NANOS;
            isLooking.set(false);
        }
    }
}
