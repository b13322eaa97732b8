package junretsu.jobs.share;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import junretsu.jobs.queue.CallerRules;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.QueueConfig;
import junretsu.jobs.share.Question.Failure;

/** Accepts postings: first by Redis, which knows the limits, then by this node's disk. Any thread may call. */
final class Posts {
    private static final long UNLIMITED = 1L << 50;
    private static final long KEY_SECONDS_MIN = TimeUnit.HOURS.toSeconds(24);
    private static final int RETRY_SECONDS = 1;
    private static final int FULL_RETRY_SECONDS = 5;

    private final QueueConfig config;
    private final CallerRules rules;
    private final Lanes lanes;
    private final JobIds ids;
    private final PostJournal journal;
    private final JobCounts counts;
    private final ShardLooks looks;
    private final Losses losses;

    Posts(
            QueueConfig config,
            CallerRules rules,
            Lanes lanes,
            JobIds ids,
            PostJournal journal,
            JobCounts counts,
            ShardLooks looks,
            Losses losses) {
        this.config = config;
        this.rules = rules;
        this.lanes = lanes;
        this.ids = ids;
        this.journal = journal;
        this.counts = counts;
        this.looks = looks;
        this.losses = losses;
    }

    CompletionStage<Posted> post(Posting posting) {
        int shard = lanes.keys().shard(posting.caller());
        List<JobId> jobIds = ids.next(posting.caller(), posting.jobs().size());
        CallerRules.Rule rule = rules.of(posting.caller());
        List<String> words = words(posting, rule, config.openMax() - looks.openElsewhere(shard), jobIds.size());
        for (int i = 0; i < jobIds.size(); i++) {
            Posting.NewJob job = posting.jobs().get(i);
            words.addAll(List.of(jobIds.get(i).toString(), job.number(), Integer.toString(job.priority()), ""));
        }
        long signsBefore = losses.signs();
        CompletableFuture<Posted> posted = new CompletableFuture<>();
        posted.whenComplete((outcome, failure) -> losses.written(signsBefore));
        lanes.post(
                shard,
                words,
                reply -> answered(posting, jobIds, rule, (List<?>) reply, posted),
                failure -> failed(posting, jobIds, failure, posted));
        return posted;
    }

    /** Posts jobs of one caller again that Redis has lost; completed once they are there. */
    CompletionStage<Void> repeat(List<Job> jobs) {
        String caller = jobs.get(0).caller();
        CallerRules.Rule rule = rules.of(caller);
        Posting posting = new Posting(caller, List.of(), null);
        CallerRules.Rule unlimited = new CallerRules.Rule(rule.weight(), rule.runningMax(), UNLIMITED);
        List<String> words = words(posting, unlimited, UNLIMITED, jobs.size());
        for (Job job : jobs) {
            words.addAll(List.of(
                    job.id().toString(),
                    job.number(),
                    Integer.toString(job.priority()),
                    Long.toString(job.postedMs())));
        }
        CompletableFuture<Void> repeated = new CompletableFuture<>();
        lanes.post(
                lanes.keys().shard(caller),
                words,
                reply -> repeated.complete(null),
                failure -> repeated.completeExceptionally(new RedisAway(failure.sentence())));
        return repeated;
    }

    private List<String> words(Posting posting, CallerRules.Rule rule, long openMax, int jobs) {
        boolean hasKey = posting.idempotencyKey() != null;
        long keySeconds = Math.max(KEY_SECONDS_MIN, TimeUnit.MILLISECONDS.toSeconds(config.resultTtlMs()));
        return new ArrayList<>(List.of(
                posting.caller(),
                rule.weight() == 1 ? "1" : Double.toString(rule.weight()),
                rule.runningMax() == Integer.MAX_VALUE ? "" : Integer.toString(rule.runningMax()),
                Long.toString(rule.openMax()),
                Long.toString(openMax),
                hasKey ? posting.idempotencyKey() : "",
                hasKey ? hash(posting.jobs()) + "," + keySeconds : "",
                Integer.toString(jobs)));
    }

    private void answered(
            Posting posting,
            List<JobId> jobIds,
            CallerRules.Rule rule,
            List<?> reply,
            CompletableFuture<Posted> posted) {
        switch (JobFields.text(reply.get(0))) {
            case "accepted" -> {
                looks.posted(lanes.keys().shard(posting.caller()), (Long) reply.get(2));
                accepted(posting, jobIds, Long.parseLong(JobFields.text(reply.get(1))), posted);
            }
            case "repeat" -> repeated(reply, posted);
            case "conflict" ->
                posted.complete(new Posted.Conflict(
                        "the idempotency key '" + posting.idempotencyKey() + "' stands for other numbers"));
            case "limited" ->
                posted.complete(new Posted.Limited(
                        "caller '" + posting.caller() + "' has " + JobFields.text(reply.get(1)) + " open jobs of "
                                + rule.openMax() + " that it may have",
                        FULL_RETRY_SECONDS));
            case "full" ->
                posted.complete(new Posted.Unavailable(
                        "the queue is full: " + config.openMax() + " jobs are open", FULL_RETRY_SECONDS));
            default -> throw new IllegalArgumentException(JobFields.text(reply.get(0)));
        }
    }

    private void accepted(Posting posting, List<JobId> jobIds, long postedMs, CompletableFuture<Posted> posted) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < jobIds.size(); i++) {
            jobs.add(job(jobIds.get(i), posting.caller(), posting.jobs().get(i), postedMs));
        }
        journal.add(jobs).whenComplete((done, failure) -> {
            if (failure == null) {
                counts.add(JobEvent.ACCEPTED, jobs.size());
                posted.complete(new Posted.Accepted(jobs, false));
            } else {
                withdraw(posting, jobIds);
                posted.complete(unwritten(failure));
            }
        });
    }

    private static Job job(JobId id, String caller, Posting.NewJob job, long postedMs) {
        return new Job(id, caller, job.number(), job.priority(), JobState.QUEUED, postedMs, 0, 0, 0, List.of(), null);
    }

    /** Answers with the jobs of an earlier posting, and keeps them: the node that took them in may be gone. */
    private void repeated(List<?> reply, CompletableFuture<Posted> posted) {
        List<Job> jobs = new ArrayList<>();
        for (Object entry : reply.subList(1, reply.size())) {
            List<?> parts = (List<?>) entry;
            jobs.add(JobFields.job(JobId.parse(JobFields.text(parts.get(0))), parts.get(1)));
        }
        List<Job> open = jobs.stream().filter(job -> !job.state().isFinal()).toList();
        journal.add(open).whenComplete((done, failure) -> {
            if (failure == null) {
                counts.add(JobEvent.REPEATED, jobs.size());
                posted.complete(new Posted.Accepted(jobs, true));
            } else {
                posted.complete(unwritten(failure));
            }
        });
    }

    private static Posted unwritten(Throwable failure) {
        return new Posted.Unavailable(
                "the journal of this node cannot be written: " + failure.getMessage(), FULL_RETRY_SECONDS);
    }

    private void failed(Posting posting, List<JobId> jobIds, Failure failure, CompletableFuture<Posted> posted) {
        if (failure.mayBeDone()) {
            withdraw(posting, jobIds);
        }
        posted.complete(new Posted.Unavailable("Redis: " + failure.sentence(), RETRY_SECONDS));
    }

    /**
     * Takes back what was not acknowledged, so that the next try of the caller is not done twice. What another node has
     * acknowledged meanwhile stays. If this process ends before Redis has heard of it, the jobs are done for nobody.
     */
    private void withdraw(Posting posting, List<JobId> jobIds) {
        String key = posting.idempotencyKey() == null ? "" : posting.idempotencyKey();
        List<String> words = Lanes.words(List.of(posting.caller(), key, ""), jobIds);
        lanes.insist(lanes.keys().shard(posting.caller()), QueueScript.CANCEL, words);
    }

    private static String hash(List<Posting.NewJob> jobs) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            jobs.forEach(job -> digest.update((job.number() + ",").getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
