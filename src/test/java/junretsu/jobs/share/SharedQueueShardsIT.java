package junretsu.jobs.share;

import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.QueueConfig;

/** The same over several shards. */
class SharedQueueShardsIT extends SharedQueueIT {
    private static final int SHARDS = 4;

    @Override
    protected JobQueue open(QueueConfig config, CallerRules rules) {
        return super.open(
                new QueueConfig(
                        config.byTime(),
                        config.sliceNanos(),
                        config.workers(),
                        config.seats(),
                        config.openMax(),
                        config.resultTtlMs(),
                        config.leaseMs(),
                        SHARDS),
                rules);
    }
}
