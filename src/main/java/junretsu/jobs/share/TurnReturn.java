package junretsu.jobs.share;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobResult;
import junretsu.jobs.queue.JobState;

/**
 * A turn that goes back to Redis.
 *
 * @param usedNanos CPU time since it began
 * @param result null but for {@link Kind#DONE}
 * @param sentence null but for {@link Kind#DIED}
 * @param accepted completed with whether Redis took it
 */
record TurnReturn(
        Kind kind,
        HeldJob held,
        long usedNanos,
        JobResult result,
        String sentence,
        CompletableFuture<Boolean> accepted) {
    /** The ways in which a turn ends, as {@code jobs-turn.lua} lists them. */
    enum Kind {
        KEEP,
        BACK,
        DONE,
        DIED
    }

    /** A turn that brings no result. */
    static TurnReturn of(Kind kind, HeldJob held, long usedNanos) {
        return new TurnReturn(kind, held, usedNanos, null, null, new CompletableFuture<>());
    }

    /** The return of a job that this process knows nothing of. */
    static TurnReturn stray(int shard, JobId id) {
        Job job = new Job(id, "", "", 0, JobState.RUNNING, 0, 0, 0, 0, List.of(), null);
        return of(Kind.BACK, new HeldJob(shard, job, 0, 0), 0);
    }

    /** Adds the eight words of it. */
    void addTo(List<String> words) {
        words.add(kind.name().toLowerCase(Locale.ROOT));
        words.add(held.job.id().toString());
        words.add(Long.toString(held.fence));
        words.add(JobFields.micros(usedNanos));
        if (kind == Kind.DONE) {
            words.addAll(JobFields.words(result));
        } else {
            words.addAll(List.of(sentence == null ? "" : JobFields.line(sentence), "", "", ""));
        }
    }
}
