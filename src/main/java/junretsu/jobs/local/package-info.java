/**
 * The queue of jobs on this machine's disk: postings come in and are acknowledged once they are in SQLite, turns go out
 * in the fair order, results come back and are shown once they are in SQLite too.
 *
 * <p>To be read in this order: {@code LocalQueue}, {@code OpenJobs}, {@code PostUnit}, {@code LocalTurns}, {@code
 * EndUnit}, {@code JobTable}.
 */
package junretsu.jobs.local;
