package junretsu.jobs.serve;

import java.util.Locale;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.queue.QueueLook;
import junretsu.text.Minute;

/** A jobs server in a line of text, for people. */
final class JobsText {
    private JobsText() {}

    static String ready(JobsState state, String location, String store) {
        int workers = state.config().queue().workers();
        return String.format(
                Locale.ROOT,
                "jobs at %s, %s, queue in %s with %,d open jobs%s",
                location,
                workers == 0 ? "no workers" : workers == 1 ? "1 worker" : workers + " workers",
                store,
                state.openAtStart(),
                oldest(state.queue().look()));
    }

    /** The look names the busiest callers alone: of more than those it cannot tell the oldest job. */
    private static String oldest(QueueLook look) {
        long oldestMs = look.callers().stream()
                .mapToLong(QueueLook.CallerLook::oldestPostedMs)
                .filter(ms -> ms > 0)
                .min()
                .orElse(0);
        return oldestMs == 0 || look.callersActive() > look.callers().size()
                ? ""
                : ", the oldest of " + Minute.ofMs(oldestMs);
    }

    static String status(JobsState state) {
        JobCounts counts = state.queue().counts();
        QueueLook look = state.queue().look();
        return String.format(
                Locale.ROOT,
                "%,d queued  %,d running  %,d callers  %,d accepted  %,d completed%s",
                look.queued(),
                look.running(),
                look.callersActive(),
                counts.sum(JobEvent.ACCEPTED),
                counts.endedAs(JobState.COMPLETED),
                look.failed() == 0 ? "" : String.format(Locale.ROOT, "  %,d dead", look.failed()));
    }

    static String closing(JobsState state, double uptimeSeconds) {
        JobCounts counts = state.queue().counts();
        QueueLook look = state.queue().look();
        return String.format(
                Locale.ROOT,
                """
                stopped after %.1f s
                  accepted  %,15d jobs, and %,d open at the start
                  completed %,15d jobs, %,d in part when their time was over
                  failed    %,15d jobs, their workers died
                  cancelled %,15d jobs
                  open      %,15d jobs, all of them kept
                  rejected  %,15d requests""",
                uptimeSeconds,
                counts.sum(JobEvent.ACCEPTED),
                state.openAtStart(),
                counts.endedAs(JobState.COMPLETED) + counts.endedAs(JobState.PARTIAL),
                counts.endedAs(JobState.PARTIAL),
                counts.endedAs(JobState.FAILED),
                counts.endedAs(JobState.CANCELLED),
                look.queued() + look.running(),
                state.rejections().sum());
    }
}
