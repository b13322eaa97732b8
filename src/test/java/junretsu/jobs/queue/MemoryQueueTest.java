package junretsu.jobs.queue;

import junretsu.base.Clock;

class MemoryQueueTest extends JobQueueContract {
    private MemoryQueue queue;

    @Override
    protected JobQueue open(QueueConfig config, CallerRules rules) {
        if (queue == null) {
            queue = new MemoryQueue(config, rules, Clock.SYSTEM);
        }
        return queue;
    }
}
