package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;

/**
 * The reply of {@code jobs-turn.lua}.
 *
 * @param mark of the shard's data
 * @param ready callers from which a turn can be had
 * @param workNanos CPU time of all turns in the shard so far, over all nodes
 * @param weight of the shard's callers with open jobs
 * @param isNew true when the instance had no lease: whatever it held before is lost
 * @param statuses of the turns that came back
 * @param gone jobs that are no longer this process's
 * @param drawn jobs that were handed out
 * @param virtualTimes of the candidates' callers
 */
record TurnReply(
        long nowMs,
        String mark,
        int ready,
        long workNanos,
        double weight,
        boolean isNew,
        List<String> statuses,
        List<JobId> gone,
        List<Drawn> drawn,
        List<Double> virtualTimes) {

    /**
     * A job that was handed out.
     *
     * @param job null for a suspended one, which goes on
     * @param isFirst whether it was never begun before
     */
    record Drawn(JobId id, long fence, Job job, boolean isFirst) {}

    /** @throws ClassCastException, IndexOutOfBoundsException or IllegalArgumentException when it is malformed */
    static TurnReply parse(Object reply) {
        List<?> parts = (List<?>) reply;
        return new TurnReply(
                Long.parseLong(text(parts, 0)),
                text(parts, 1),
                Integer.parseInt(text(parts, 2)),
                JobFields.nanos(text(parts, 3)),
                Double.parseDouble(text(parts, 4)),
                text(parts, 5).equals("1"),
                texts(parts, 6),
                texts(parts, 7).stream().map(TurnReply::id).toList(),
                drawn((List<?>) parts.get(8)),
                texts(parts, 9).stream().map(Double::valueOf).toList());
    }

    private static List<Drawn> drawn(List<?> entries) {
        List<Drawn> drawn = new ArrayList<>();
        for (Object entry : entries) {
            List<?> words = (List<?>) entry;
            drawn.add(words.size() == 1 ? new Drawn(id(text(words, 0)), 0, null, false) : fresh(words));
        }
        return drawn;
    }

    private static Drawn fresh(List<?> words) {
        JobId id = id(text(words, 0));
        Job job = new Job(
                id,
                text(words, 2),
                text(words, 3),
                Integer.parseInt(text(words, 4)),
                JobState.RUNNING,
                JobFields.number(text(words, 5)),
                JobFields.number(text(words, 6)),
                0,
                JobFields.nanos(text(words, 7)),
                JobFields.deaths(text(words, 8)),
                null);
        return new Drawn(id, Long.parseLong(text(words, 1)), job, text(words, 9).equals("1"));
    }

    private static JobId id(String text) {
        JobId id = JobId.parse(text);
        if (id == null) {
            throw new IllegalArgumentException("'" + text + "' is no job's ID");
        }
        return id;
    }

    private static String text(List<?> parts, int index) {
        return JobFields.text(Objects.requireNonNull(parts.get(index)));
    }

    private static List<String> texts(List<?> parts, int index) {
        return ((List<?>) parts.get(index)).stream().map(JobFields::text).toList();
    }
}
