package junretsu.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import junretsu.base.Clock;

/**
 * A server's counts while it is under load, and what is missing so far: a daemon thread reads them twice a second. A
 * read that fails is left out. Any thread may ask.
 */
public final class LiveCounts implements AutoCloseable {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final CountsReader reader;
    private final Clock clock;
    private final String arrived;
    private final LongSupplier sent;
    private final CountSamples samples;
    private volatile boolean isClosed;

    private LiveCounts(CountsReader reader, List<String> names, String arrived, LongSupplier sent, Clock clock) {
        this.reader = reader;
        samples = new CountSamples(names);
        this.arrived = arrived;
        this.sent = sent;
        this.clock = clock;
        reader.hurry();
    }

    /**
     * Reads once and goes on reading.
     *
     * @param reader that nobody else uses
     * @param names of the counts that may be asked for
     * @param arrived name of the count that grows with what is sent
     * @param sent how many were sent so far; asked on a thread of its own
     */
    public static LiveCounts start(
            CountsReader reader, List<String> names, String arrived, LongSupplier sent, Clock clock) {
        LiveCounts counts = new LiveCounts(reader, names, arrived, sent, clock);
        counts.read(0);
        Thread thread = new Thread(counts::readOn, "live-counts");
        thread.setDaemon(true);
        thread.start();
        return counts;
    }

    /**
     * The share that is missing, 0 to 1: of what was sent before the last read but one, the part that the last did not
     * show. So what is on its way is no loss, and others' votes may hide one.
     */
    public double loss() {
        return samples.missing(arrived);
    }

    /** The words about {@link #loss} for a line of progress. */
    public String lossSoFar() {
        return String.format(Locale.ROOT, "loss %.4f %%", 100 * loss());
    }

    /** Ends the reading, which may go on for a moment; null is none. */
    public static void close(LiveCounts counts) {
        if (counts != null) {
            counts.close();
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }

    /**
     * The growth of a count since the begin.
     *
     * @param startNanos of the load on the clock, before which nothing has grown
     * @param nanos a moment on the clock
     * @return between two reads, as if it had grown evenly; NaN outside of them
     */
    public double grown(String name, long startNanos, long nanos) {
        return samples.grown(name, startNanos, nanos);
    }

    /**
     * The growth of a count a second, step by step.
     *
     * @param startNanos of the first step on the clock
     * @return NaN for steps outside of the reads
     */
    public double[] rates(String name, long startNanos, long stepNanos, int steps) {
        double[] rates = new double[steps];
        Arrays.setAll(rates, step -> {
            long from = startNanos + step * stepNanos;
            return (grown(name, startNanos, from + stepNanos) - grown(name, startNanos, from)) * 1e9 / stepNanos;
        });
        return rates;
    }

    private void readOn() {
        long due = 0;
        while (!isClosed) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            long now = sent.getAsLong();
            read(due);
            due = now;
        }
    }

    private void read(long due) {
        try {
            NamedCounts counts = reader.read();
            samples.add(clock.nanoTime(), due, counts);
        } catch (IOException e) {
            isClosed |= samples.isEmpty();
        }
    }
}
