package junretsu.jobs.serve;

import junretsu.config.StartException;
import junretsu.jobs.queue.CallerRules;
import junretsu.service.Surroundings;
import junretsu.service.Workers;

/** Opens the queue that a server works on: on its own disk, or in Redis. */
@FunctionalInterface
public interface QueueOpener {

    /**
     * Opens it, with all that was accepted before.
     *
     * @param workers takes in the queue's own threads, which are started afterwards
     * @throws StartException when a file or Redis is unavailable
     */
    OpenQueue open(JobsConfig config, CallerRules rules, Workers workers, Surroundings surroundings)
            throws StartException;
}
