/**
 * The order of the work: jobs of many callers come in, turns go out, each for the caller that has had the least CPU
 * time for its weight.
 */
package junretsu.jobs.fair;
