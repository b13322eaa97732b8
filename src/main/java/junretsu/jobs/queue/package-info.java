/**
 * The queue of jobs, as the API and the workers see it: jobs come in and are acknowledged once they are durable, turns
 * go out to workers, results come back.
 */
package junretsu.jobs.queue;
