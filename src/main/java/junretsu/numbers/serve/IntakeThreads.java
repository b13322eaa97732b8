package junretsu.numbers.serve;

import java.util.ArrayList;
import java.util.List;
import junretsu.base.Deadline;
import junretsu.base.IdlePolicy;
import junretsu.base.Worker;
import junretsu.base.WorkerThread;
import junretsu.service.Workers;

/** The threads of an intake, each with a {@link LineTaker} of its own. To be filled by one thread, then for any. */
final class IntakeThreads {
    /** The least time for threads that nothing blocks: it lets a busy machine run their last round. */
    private static final long NOTICE_MS = 200;

    private final Workers workers;
    private final List<WorkerThread> threads = new ArrayList<>();
    private final List<ReaderCounts> counts = new ArrayList<>();

    IntakeThreads(Workers workers) {
        this.workers = workers;
    }

    /** Takes in a worker that waits within its rounds. */
    void add(Worker worker, LineTaker taker) {
        threads.add(workers.add(worker, IdlePolicy.none()));
        counts.add(taker.counts());
    }

    /**
     * Stops all.
     *
     * @param wake lets those that wait within a round go
     * @return threads that had not ended by then
     */
    int stop(Deadline deadline, Runnable wake) {
        Deadline last = Deadline.in(1_000_000 * Math.max(NOTICE_MS, deadline.remainingMs()), deadline.clock());
        for (WorkerThread thread : threads) {
            thread.stop();
        }
        wake.run();
        int stuck = 0;
        for (WorkerThread thread : threads) {
            stuck += thread.join(last.remainingMs()) ? 0 : 1;
        }
        return stuck;
    }

    void addTo(NumberTotals.Sum sum) {
        for (ReaderCounts each : counts) {
            each.addTo(sum);
        }
    }
}
