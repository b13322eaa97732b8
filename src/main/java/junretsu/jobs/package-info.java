/**
 * Jobs: numbers come in over HTTP, each on behalf of a caller, and their prime factors go out, every caller in a fair
 * turn. {@link junretsu.jobs.JobWire} says what is taken; {@code queue} is what a queue is, {@code local} and {@code
 * share} are the two of them, {@code fair} decides whose turn it is, {@code factor} does the work.
 */
package junretsu.jobs;
