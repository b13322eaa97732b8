package junretsu.items.coordinate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The requests of a coordinator by their outcome. Any thread may count and read. */
final class ProxyCounts {
    /** Those that got a worker's answer, whatever it was. */
    final LongAdder answered = new LongAdder();

    /** Those that got 503 since no worker could be asked. */
    final LongAdder unavailable = new LongAdder();

    /** Those that got 503 since no worker that was asked has answered, or each with 503 itself. */
    final LongAdder failed = new LongAdder();

    /** Further attempts, at another worker, after one has failed. */
    final LongAdder retries = new LongAdder();

    /** Requests that have no answer yet. */
    final AtomicInteger inFlight = new AtomicInteger();
}
