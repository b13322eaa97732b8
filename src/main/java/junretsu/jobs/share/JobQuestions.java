package junretsu.jobs.share;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import junretsu.jobs.queue.Change;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Place;
import junretsu.redis.RedisCommand;

/** Finds a job or cancels it. Any thread may call. */
final class JobQuestions {
    private final Lanes lanes;
    private final PostJournal journal;
    private final HeldJobs held;
    private final ShardLooks looks;
    private final JobCounts counts;
    private final Consumer<Job> ended;

    /** @param ended gets each job that was cancelled here */
    JobQuestions(
            Lanes lanes, PostJournal journal, HeldJobs held, ShardLooks looks, JobCounts counts, Consumer<Job> ended) {
        this.lanes = lanes;
        this.journal = journal;
        this.held = held;
        this.looks = looks;
        this.counts = counts;
        this.ended = ended;
    }

    /** The job as Redis has it; one that Redis has lost, as this node's journal has it. */
    CompletionStage<Job> find(JobId id) {
        return lanes.get(lanes.keys().shard(id), lanes.find(id), fields -> {
            Job job = JobFields.job(id, fields);
            return job == null ? journal.find(id) : job;
        });
    }

    CompletionStage<Change> cancel(JobId id) {
        List<String> words = List.of("", "", lanes.newWord(), id.toString());
        return lanes.get(lanes.keys().shard(id), QueueScript.CANCEL, words, reply -> change(((List<?>) reply).get(0)))
                .exceptionally(failure -> Change.UNAVAILABLE)
                .thenCompose(
                        change -> change == Change.DONE ? cancelled(id) : CompletableFuture.completedFuture(change));
    }

    private CompletionStage<Change> cancelled(JobId id) {
        held.lose(id);
        return find(id).handle((job, failure) -> {
            counts.ended(JobState.CANCELLED, job == null ? 0 : job.cpuNanos());
            if (job != null) {
                ended.accept(job);
            }
            return Change.DONE;
        });
    }

    /** The change of a script's word. */
    static Change change(Object word) {
        return switch (JobFields.text(word)) {
            case "done" -> Change.DONE;
            case "late" -> Change.TOO_LATE;
            default -> Change.UNKNOWN;
        };
    }

    CompletionStage<Place> place(Job job) {
        int shard = lanes.keys().shard(job.id());
        RedisCommand rank = RedisCommand.of(
                "ZRANK",
                lanes.keys().key(shard, "queue:" + job.caller()),
                job.id().toString());
        return lanes.get(shard, rank, position -> position)
                .thenCompose(position -> position == null
                        ? find(job.id()).thenApply(now -> now != null && now.state() == JobState.RUNNING ? 0L : -1L)
                        : CompletableFuture.completedFuture((Long) position))
                .thenApply(position -> new Place(position, looks.etaSeconds(shard, position)))
                .exceptionally(failure -> Place.UNKNOWN);
    }
}
