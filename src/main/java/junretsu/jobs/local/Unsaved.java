package junretsu.jobs.local;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import junretsu.sql.SqlUnit;

/**
 * Results that the disk did not take: they are kept and written as soon as it takes them. While there are any, no turn
 * goes out. Any thread may call.
 */
final class Unsaved {
    private final Queue<SqlUnit> units = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    boolean isEmpty() {
        return count.get() == 0;
    }

    int count() {
        return count.get();
    }

    void add(SqlUnit unit) {
        count.incrementAndGet();
        units.add(unit);
    }

    /** Hands all out once more; what fails again comes back by {@link #add}. */
    void retry(Consumer<SqlUnit> writer) {
        for (int i = units.size(); i > 0; i--) {
            SqlUnit unit = units.poll();
            if (unit != null) {
                writer.accept(unit);
                count.decrementAndGet();
            }
        }
    }
}
