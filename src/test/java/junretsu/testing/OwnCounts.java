package junretsu.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Reads what a node itself counts, tenant by tenant and without a pause, and notes a count that is less than before. */
public final class OwnCounts implements AutoCloseable {
    private final JunretsuProcess node;
    private final long[] seen = new long[ItemFlood.TENANTS];
    private final AtomicInteger readings = new AtomicInteger();
    private final Thread reader = new Thread(this::read, "own-counts");
    private volatile boolean isRunning = true;
    private volatile String fall;

    /** Begins to read, while a flood lasts. */
    public OwnCounts(JunretsuProcess node) {
        this.node = node;
        reader.start();
    }

    private void read() {
        try {
            for (int i = 0; isRunning && fall == null; i = (i + 1) % seen.length) {
                look(i);
            }
        } catch (RuntimeException e) {
            fall = e.toString();
        }
    }

    private void look(int tenant) {
        String body = node.get("/items/t" + tenant + "/count?own=1").body();
        long count = Long.parseLong(body.replaceAll("\\D", ""));
        if (count < seen[tenant]) {
            fall = "t" + tenant + ": " + count + " after " + seen[tenant];
        }
        seen[tenant] = count;
        readings.incrementAndGet();
    }

    /** Fails when a count fell, or when there was next to nothing to see. */
    public void requireNoFall() {
        close();
        if (fall != null || readings.get() <= seen.length) {
            throw new AssertionError(readings + " readings, and a fall: " + fall);
        }
    }

    @Override
    public void close() {
        isRunning = false;
        try {
            reader.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
