package junretsu.jobs.serve;

import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.work.Courtesy;
import junretsu.jobs.work.WorkerPool;
import junretsu.web.StreamPlaces;

/**
 * The parts of a running jobs server that its views read. Any thread may call.
 *
 * @param openAtStart jobs that were open when the server started
 * @param pool the workers; null in a process that has none
 * @param places of clients that wait for a job's end, one way or the other
 */
record JobsState(
        JobsConfig config,
        JobQueue queue,
        long openAtStart,
        Callers callers,
        CallerRates rates,
        JobRejections rejections,
        Courtesy courtesy,
        Waits waits,
        JobEvents events,
        WorkerPool pool,
        StreamPlaces places) {}
