package junretsu.cli;

import java.nio.file.Path;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.StartException;
import junretsu.jobs.local.LocalQueue;
import junretsu.jobs.serve.JobsConfig;
import junretsu.jobs.serve.OpenQueue;
import junretsu.jobs.serve.QueueOpener;
import junretsu.jobs.serve.Role;
import junretsu.jobs.share.PostJournal;
import junretsu.jobs.share.SharedQueue;
import junretsu.jobs.share.SqlJournal;
import junretsu.redis.RedisConfig;
import junretsu.service.Surroundings;
import junretsu.service.Workers;
import junretsu.tally.DataDirectory;

/** The queues of jobs that there are: on this machine's disk, and in Redis. */
final class Queues {
    static final List<Flag<?>> FLAGS = RedisConfig.flags("keep the queue in this Redis, together with other processes");

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
                    config.role() == Role.WORKER ? PostJournal.none() : journal(config, workers, surroundings),
                    surroundings.errors().log(),
                    surroundings.clock());
            queue.start(workers::add);
            return new OpenQueue(queue, queue.location(), queue.threads(), queue::warning);
        };
    }

    /** The journal of a node that takes jobs, so that what it answered outlives a Redis that lost it. */
    private static PostJournal journal(JobsConfig config, Workers workers, Surroundings surroundings)
            throws StartException {
        Path directory = config.server().data();
        DataDirectory.make(directory);
        return SqlJournal.open(
                directory, config.queue().resultTtlMs(), workers::add, surroundings.errors(), surroundings.clock());
    }
}
