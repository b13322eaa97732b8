package junretsu.jobs.local;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.JobQueueContract;
import junretsu.jobs.queue.QueueConfig;
import junretsu.service.Ending;
import junretsu.service.Workers;
import org.junit.jupiter.api.io.TempDir;

class LocalQueueTest extends JobQueueContract {
    @TempDir
    Path directory;

    private final List<String> faults = new CopyOnWriteArrayList<>();

    @Override
    protected JobQueue open(QueueConfig config, CallerRules rules) throws Exception {
        DistinctErrors errors = new DistinctErrors(faults::add, Clock.SYSTEM);
        Workers workers = new Workers(errors, new Ending());
        LocalQueue queue = LocalQueue.open(directory, config, rules, workers::add, errors, Clock.SYSTEM);
        workers.start();
        return queue;
    }
}
