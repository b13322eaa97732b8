package junretsu.numbers.serve;

import junretsu.base.Clock;
import junretsu.base.Worker;

/** Closes the connections of clients that have sent nothing for too long. */
final class IdleSweeper implements Worker {
    private final NumberReader[] readers;
    private final long idleNanos;
    private final Clock clock;

    IdleSweeper(NumberReader[] readers, long idleNanos, Clock clock) {
        this.readers = readers;
        this.idleNanos = idleNanos;
        this.clock = clock;
    }

    @Override
    public String role() {
        return "number-idle-sweeper";
    }

    @Override
    public int doWork() {
        for (NumberReader reader : readers) {
            reader.closeIfSilentSince(clock.nanoTime() - idleNanos);
        }
        return 1;
    }
}
