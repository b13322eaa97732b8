/**
 * Loads: numbers on behalf of callers go out as jobs; what became of each, how long it took and whether its factors
 * are right comes in. An independent witness: it shares {@link junretsu.jobs.JobWire} with the server and nothing
 * else.
 *
 * <p>To be read in this order: {@code JobsBlastConfig}, {@code JobSource}, {@code JobsSender} with {@code JobPoster}
 * and {@code JobPoller}, {@code JobLedger}, {@code AnswerCheck}, {@code JobReview}, {@code JobsReport}.
 */
package junretsu.jobs.blast;
