/**
 * The queue of jobs that many machines share in a Redis or Redis Cluster: postings come in and jobs go out to the
 * workers of whichever machine asks next; what is decided, a Lua script decides in one step.
 *
 * <p>To be read in this order: {@code SharedQueue}, {@code jobs-head.lua}, {@code jobs-post.lua}, {@code
 * jobs-turn.lua}, {@code SharedTurns}, {@code TurnCall}, {@code QuestionLane}, {@code Healer}.
 */
package junretsu.jobs.share;
