package junretsu.jobs.serve;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import junretsu.config.Units;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobFilter;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobQueue;
import junretsu.jobs.queue.JobState;
import junretsu.text.JsonWriter;
import junretsu.web.BadRequest;
import junretsu.web.Request;
import junretsu.web.Response;

/** Lists jobs, the newest first, by pages. Any thread may call. */
final class JobList {
    private static final int LIMIT_MAX = 1_000;
    private static final int LIMIT_DEFAULT = 100;

    private final JobQueue queue;
    private final Callers callers;

    JobList(JobQueue queue, Callers callers) {
        this.queue = queue;
        this.callers = callers;
    }

    /** The jobs of the caller who asks; of the one it names, or of all, for a client with the admin token. */
    CompletionStage<Response> ofCaller(Request request) {
        return list(request, callers.listedBy(request), states(request.query("status")));
    }

    /** The jobs that were set apart since their workers died. */
    CompletionStage<Response> dead(Request request) {
        return list(request, CallerName.orNull(request), EnumSet.of(JobState.FAILED));
    }

    private CompletionStage<Response> list(Request request, String caller, Set<JobState> states) {
        int limit = limit(request.query("limit"));
        JobFilter filter = new JobFilter(caller, states, before(request.query("before")), limit);
        return queue.list(filter).thenApply(jobs -> Response.json(text(jobs, limit)));
    }

    private static String text(List<Job> jobs, int limit) {
        JsonWriter json = new JsonWriter().beginObject().beginArray("jobs");
        jobs.forEach(job -> JobJson.members(json.beginObject(), job).endObject());
        String next = jobs.size() < limit ? null : jobs.get(limit - 1).id().toString();
        return json.endArray().field("next", next).endObject().toString();
    }

    private static Set<JobState> states(String text) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        for (String word : text == null ? new String[0] : text.split(",")) {
            states.add(Arrays.stream(JobState.values())
                    .filter(state -> state.text().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new BadRequest(
                            "status",
                            "one or several of "
                                    + Arrays.stream(JobState.values())
                                            .map(JobState::text)
                                            .collect(Collectors.joining(", ")))));
        }
        return states;
    }

    private static JobId before(String text) {
        JobId id = text == null ? null : JobId.parse(text);
        if (text != null && id == null) {
            throw new BadRequest("before", "the ID of a job, such as 'next' of the page before");
        }
        return id;
    }

    private static int limit(String text) {
        try {
            return text == null ? LIMIT_DEFAULT : Units.integer(text, 1, LIMIT_MAX);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("limit", e.getMessage());
        }
    }
}
