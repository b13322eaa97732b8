package junretsu.jobs.queue;

import junretsu.base.Clock;

class MemoryQueueTest extends JobQueueContract {
    @Override
    protected JobQueue open(QueueConfig config, CallerRules rules) {
        return new MemoryQueue(config, rules, Clock.SYSTEM);
    }

    @Override
    protected boolean isLasting() {
        return false;
    }
}
