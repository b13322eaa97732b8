package junretsu.cli;

import java.util.List;
import junretsu.jobs.local.LocalQueue;
import junretsu.jobs.serve.OpenQueue;
import junretsu.jobs.serve.QueueOpener;
import junretsu.jobs.share.PostJournal;
import junretsu.jobs.share.SharedQueue;
import junretsu.redis.RedisConfig;

/** The queues of jobs that there are: on this machine's disk, and in Redis. */
final class Queues {
    private Queues() {}

    static QueueOpener local() {
        return (config, rules, workers, surroundings) -> {
            LocalQueue queue = LocalQueue.open(
                    config.server().data(),
                    config.queue(),
                    rules,
                    workers::add,
                    surroundings.errors(),
                    surroundings.clock());
            return new OpenQueue(queue, config.server().data().toString(), List.of(), () -> null);
        };
    }

    static QueueOpener shared(RedisConfig redis) {
        return (config, rules, workers, surroundings) -> {
            SharedQueue queue = new SharedQueue(
                    redis,
                    config.server().event(),
                    config.queue(),
                    rules,
                    PostJournal.none(),
                    surroundings.errors()::announce,
                    surroundings.clock());
            queue.start(workers::add);
            return new OpenQueue(queue, queue.location(), queue.threads(), queue::warning);
        };
    }
}
