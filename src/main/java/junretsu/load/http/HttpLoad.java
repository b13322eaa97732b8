package junretsu.load.http;

import java.io.Closeable;
import java.util.List;
import java.util.function.LongConsumer;
import junretsu.base.Clock;
import junretsu.load.LoadRunner;
import junretsu.load.PacedSender;
import junretsu.load.ProcessCpu;
import junretsu.load.Progress;

/**
 * The senders of a load over HTTP and their connections. {@link #stop} and {@link #isCut} may be called by any thread
 * at any time, the rest by one thread.
 */
public final class HttpLoad implements Closeable {
    private static final long NAP_NANOS = 500_000;

    /** The time that requests under way get after {@link #stop}. */
    private static final long STOP_LIMIT_NANOS = 2_000_000_000L;

    private final HttpConnections connections;
    private final LoadRunner runner;
    private long cpuNanos;

    /** @param answerLimitNanos after which a request without its whole answer has failed */
    public HttpLoad(long answerLimitNanos, Clock clock) {
        connections = new HttpConnections(answerLimitNanos, clock);
        runner = new LoadRunner(clock);
    }

    public HttpConnections connections() {
        return connections;
    }

    /**
     * Runs senders until all have done their parts, one has failed, or {@link #stop} came; to be called once.
     *
     * @param durationNanos as for {@link PacedSender#schedule(long, long)}
     * @param show called when progress is due, with the time since the start
     * @return a sentence about the sender that failed; null when none has
     */
    public String run(List<? extends PacedSender> senders, long durationNanos, Progress progress, LongConsumer show) {
        long before = ProcessCpu.nanos();
        String failure = runner.run(senders, durationNanos, NAP_NANOS, elapsedNanos -> {
            if (progress.isDue()) {
                show.accept(elapsedNanos);
            }
            if (isCut()) {
                connections.cut();
            }
        });
        cpuNanos = ProcessCpu.nanos() - before;
        return failure;
    }

    /** As for {@link LoadRunner#interrupted}. */
    public boolean interrupted(List<? extends PacedSender> senders) {
        return runner.interrupted(senders);
    }

    /** Ends the load: nothing new is sent, and requests under way are cut off after two seconds. */
    public void stop() {
        runner.stop();
    }

    /** Returns whether requests under way were cut off, so that nothing can be asked any more. */
    public boolean isCut() {
        return runner.isStoppedFor(STOP_LIMIT_NANOS);
    }

    /** CPU time that this process used during the run; 0 where the system does not say. */
    public long cpuNanos() {
        return cpuNanos;
    }

    /** Cuts all connections. */
    @Override
    public void close() {
        connections.close();
    }
}
