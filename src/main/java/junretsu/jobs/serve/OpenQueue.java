package junretsu.jobs.serve;

import java.util.List;
import java.util.function.Supplier;
import junretsu.base.WorkerThread;
import junretsu.jobs.queue.JobQueue;

/**
 * A queue that has been opened, and what a server needs to know of it.
 *
 * @param location of the queue, for people: a directory, or Redis' address without a password
 * @param threads of the queue, in the order in which they are to be stopped once the workers have ended
 * @param advice gives a warning about a setting that a person should change; null when there is none
 */
public record OpenQueue(JobQueue queue, String location, List<WorkerThread> threads, Supplier<String> advice) {}
