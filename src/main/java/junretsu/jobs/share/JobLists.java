package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobFilter;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;

/** Lists jobs of one shard or of all. Any thread may call. */
final class JobLists {
    /** Readings of a shard for one list, of up to 1,000 jobs each; what is older still is not shown. */
    private static final int READINGS_MAX = 50;

    private final Lanes lanes;

    JobLists(Lanes lanes) {
        this.lanes = lanes;
    }

    private record Page(String next, List<Job> jobs) {}

    CompletionStage<List<Job>> list(JobFilter filter) {
        if (filter.caller() != null) {
            return ofShard(lanes.keys().shard(filter.caller()), filter);
        }
        CompletionStage<List<Job>> all = CompletableFuture.completedFuture(List.of());
        for (int shard = 0; shard < lanes.keys().shards(); shard++) {
            all = all.thenCombine(ofShard(shard, filter), (one, other) -> merged(one, other, filter.limit()));
        }
        return all;
    }

    private static List<Job> merged(List<Job> one, List<Job> other, int limit) {
        List<Job> both = new ArrayList<>(one);
        both.addAll(other);
        both.sort(Comparator.comparing(Job::id).reversed());
        return List.copyOf(both.subList(0, Math.min(limit, both.size())));
    }

    private CompletionStage<List<Job>> ofShard(int shard, JobFilter filter) {
        String set = filter.caller() != null
                ? "jobs:" + filter.caller()
                : filter.states().equals(Set.of(JobState.FAILED)) ? "dead" : "all";
        String before = filter.before() == null ? "" : filter.before().toString();
        return more(shard, set, before, filter, List.of(), READINGS_MAX);
    }

    private CompletionStage<List<Job>> more(
            int shard, String set, String before, JobFilter filter, List<Job> found, int readings) {
        int wanted = filter.limit() - found.size();
        List<String> states = filter.states().stream().map(JobState::text).toList();
        List<String> words = Lanes.words(List.of(set, before, Integer.toString(wanted)), states);
        return lanes.get(shard, QueueScript.LIST, words, JobLists::page).thenCompose(page -> {
            List<Job> all = new ArrayList<>(found);
            all.addAll(page.jobs());
            return all.size() == filter.limit() || page.next().isEmpty() || readings == 1
                    ? CompletableFuture.completedFuture(all)
                    : more(shard, set, page.next(), filter, all, readings - 1);
        });
    }

    private static Page page(Object reply) {
        List<?> parts = (List<?>) reply;
        List<Job> jobs = new ArrayList<>();
        for (Object entry : parts.subList(1, parts.size())) {
            List<?> words = (List<?>) entry;
            Job job = JobFields.job(JobId.parse(JobFields.text(words.get(0))), words.get(1));
            if (job != null) {
                jobs.add(job);
            }
        }
        return new Page(JobFields.text(parts.get(0)), jobs);
    }
}
