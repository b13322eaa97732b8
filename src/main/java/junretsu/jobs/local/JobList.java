package junretsu.jobs.local;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobFilter;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.sql.SqlSession;

/** A list of jobs: those of the disk, on which a running one is queued, and those that run. */
final class JobList {
    private JobList() {}

    static List<Job> read(SqlSession session, JobFilter filter, LocalState state) throws SQLException {
        Set<JobState> onDisk = EnumSet.noneOf(JobState.class);
        onDisk.addAll(filter.states());
        onDisk.remove(JobState.RUNNING);
        NavigableMap<Long, Job> jobs = new TreeMap<>(Comparator.reverseOrder());
        state.open().running().stream()
                .filter(job -> filter.caller() == null || filter.caller().equals(job.caller()))
                .filter(job -> filter.before() == null || job.id().compareTo(filter.before()) < 0)
                .filter(job -> isShown(job, filter))
                .forEach(job -> jobs.put(job.id().sequence(), job));
        if (filter.states().isEmpty() || !onDisk.isEmpty()) {
            read(session, filter, onDisk, state, jobs);
        }
        return jobs.values().stream().limit(filter.limit()).toList();
    }

    private static boolean isShown(Job job, JobFilter filter) {
        return filter.states().isEmpty() || filter.states().contains(job.state());
    }

    /** Adds jobs of the disk, until there are as many as the list shows. */
    private static void read(
            SqlSession session, JobFilter filter, Set<JobState> onDisk, LocalState state, Map<Long, Job> jobs)
            throws SQLException {
        long before = filter.before() == null
                ? JobId.SEQUENCE_MAX + 1
                : filter.before().sequence();
        int wanted = filter.limit();
        List<Job> read;
        do {
            read = JobTable.list(session, filter.caller(), onDisk, before, filter.limit());
            for (Job row : read) {
                before = row.id().sequence();
                Job job = state.ofNow(row);
                if (isShown(job, filter)) {
                    jobs.put(before, job);
                    wanted--;
                }
            }
        } while (wanted > 0 && read.size() == filter.limit());
    }
}
