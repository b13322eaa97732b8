package junretsu.jobs.share;

import java.util.concurrent.atomic.AtomicInteger;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.JobQueueContract;
import junretsu.jobs.queue.QueueConfig;
import junretsu.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of a queue, kept by the one in Redis. */
class SharedQueueIT extends JobQueueContract {
    private static final AtomicInteger EVENTS = new AtomicInteger();
    private static RedisServer redis;

    private final String event = "e" + EVENTS.incrementAndGet();

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start("--appendonly", "yes");
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    protected JobQueue open(QueueConfig config, CallerRules rules) {
        return new QueueNode(redis.url(), event, config, rules, PostJournal.none()).queue;
    }
}
