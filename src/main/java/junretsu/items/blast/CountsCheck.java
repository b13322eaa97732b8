package junretsu.items.blast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import junretsu.base.Clock;
import junretsu.base.Deadline;
import junretsu.config.StartException;

/** Compares each tenant's count before and after a load with what was acknowledged and sent. For one thread. */
final class CountsCheck {
    private static final long PAUSE_NANOS = 100_000_000L;

    /**
     * A tenant whose count grew by another number of items than it can have.
     *
     * @param grown items in the server's count that were not in it before the load
     * @param atLeast distinct items acknowledged
     * @param atMost distinct items that may have reached the server
     */
    record Deviation(String tenant, long grown, long atLeast, long atMost) {}

    private final ItemsReader reader;
    private final ItemNames names;
    private final long settleNanos;
    private final Clock clock;
    private final long[] before;

    /** @param settleNanos that counts get to arrive where they are read */
    CountsCheck(ItemsReader reader, ItemNames names, long settleNanos, Clock clock) {
        this.reader = reader;
        this.names = names;
        this.settleNanos = settleNanos;
        this.clock = clock;
        this.before = new long[names.tenants()];
    }

    /**
     * Reads the counts as they stand before the load.
     *
     * @throws StartException when one cannot be read
     */
    void begin() throws StartException {
        try {
            for (int tenant = 0; tenant < before.length; tenant++) {
                before[tenant] = reader.count(names.tenantName(tenant));
            }
        } catch (IOException e) {
            throw new StartException("--verify: a count cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the counts after the load, and those that are too low again until the time to settle is over.
     *
     * @param atLeast distinct items acknowledged, by tenant
     * @param atMost distinct items that may have reached the server, by tenant
     * @throws IOException when one cannot be read
     */
    List<Deviation> compare(long[] atLeast, long[] atMost) throws IOException {
        Deadline deadline = Deadline.in(settleNanos, clock);
        List<Deviation> deviations = new ArrayList<>();
        for (int tenant = 0; tenant < before.length; tenant++) {
            String name = names.tenantName(tenant);
            long grown = reader.count(name) - before[tenant];
            while (grown < atLeast[tenant] && !deadline.isPassed()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                grown = reader.count(name) - before[tenant];
            }
            if (grown < atLeast[tenant] || grown > atMost[tenant]) {
                deviations.add(new Deviation(name, grown, atLeast[tenant], atMost[tenant]));
            }
        }
        return deviations;
    }
}
