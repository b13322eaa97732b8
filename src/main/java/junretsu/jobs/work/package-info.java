/**
 * The workers: turns come in from a queue, and each is worked on for a slice; results go back to the queue, and the
 * state of jobs that are not done is kept.
 */
package junretsu.jobs.work;
