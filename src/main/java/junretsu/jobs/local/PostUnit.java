package junretsu.jobs.local;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.Posted;
import junretsu.jobs.queue.Posting;
import junretsu.jobs.queue.Posting.NewJob;
import junretsu.sql.SqlException;
import junretsu.sql.SqlFault;
import junretsu.sql.SqlSession;
import junretsu.sql.SqlUnit;

/** Writes the jobs of a posting, or finds those that its key stands for. */
final class PostUnit implements SqlUnit {
    private static final int RETRY_SECONDS = 1;
    private static final int FULL_DISK_RETRY_SECONDS = 5;

    private final LocalState state;
    private final Sequence sequence;
    private final Posting posting;

    /** The reason for which nothing new is taken, though a repeat is answered; null when there is room. */
    private final Posted refusal;

    private final long postedMs;
    private final long[] randoms;
    private final CompletableFuture<Posted> answer = new CompletableFuture<>();
    private Posted outcome;

    /** @param refusal null when room was reserved */
    PostUnit(LocalState state, Sequence sequence, Posting posting, Posted refusal) {
        this.state = state;
        this.sequence = sequence;
        this.posting = posting;
        this.refusal = refusal;
        postedMs = state.clock().epochMillis();
        randoms = new long[posting.jobs().size()];
        for (int i = 0; i < randoms.length; i++) {
            randoms[i] = JobId.of(0).random();
        }
    }

    CompletionStage<Posted> answer() {
        return answer;
    }

    @Override
    public void run(SqlSession session) throws SQLException {
        outcome = posting.idempotencyKey() == null ? null : repeat(session);
        if (outcome == null) {
            outcome = refusal == null ? insert(session) : refusal;
        }
    }

    private Posted repeat(SqlSession session) throws SQLException {
        List<Job> known = KeyTable.find(session, posting);
        if (known == null) {
            return null;
        }
        List<String> numbers = known.stream().map(Job::number).toList();
        return numbers.equals(posting.jobs().stream().map(NewJob::number).toList())
                ? new Posted.Accepted(known, true)
                : new Posted.Conflict("this idempotency key came before, with other numbers: " + shown(numbers)
                        + "; send the same ones again, or another key");
    }

    private static String shown(List<String> numbers) {
        return numbers.size() == 1 ? numbers.get(0) : numbers.size() + " of them";
    }

    private Posted insert(SqlSession session) throws SQLException {
        List<Job> jobs = new ArrayList<>(randoms.length);
        for (NewJob job : posting.jobs()) {
            JobId id = new JobId(sequence.next(), randoms[jobs.size()]);
            Job queued = JobRow.queued(id, posting.caller(), job.number(), job.priority(), postedMs);
            JobTable.insert(session, queued);
            jobs.add(queued);
        }
        if (posting.idempotencyKey() != null) {
            KeyTable.insert(session, posting, jobs.get(0).id().sequence());
        }
        return new Posted.Accepted(jobs, false);
    }

    @Override
    public void done() {
        if (outcome instanceof Posted.Accepted accepted && !accepted.isRepeat()) {
            accepted.jobs().forEach(state.jobs()::written);
            state.open().queue(accepted.jobs());
            state.counts().add(JobEvent.ACCEPTED, randoms.length);
            state.wake().run();
        } else {
            release();
        }
        answer.complete(outcome instanceof Posted.Accepted accepted && accepted.isRepeat() ? ofNow(accepted) : outcome);
    }

    private Posted ofNow(Posted.Accepted repeat) {
        state.counts().add(JobEvent.REPEATED, repeat.jobs().size());
        return new Posted.Accepted(repeat.jobs().stream().map(state::ofNow).toList(), true);
    }

    @Override
    public void failed(SqlException failure) {
        release();
        boolean isFull = failure.fault() == SqlFault.FULL;
        answer.complete(new Posted.Unavailable(
                "nothing can be written now: " + failure.getMessage(),
                isFull ? FULL_DISK_RETRY_SECONDS : RETRY_SECONDS));
    }

    private void release() {
        if (refusal == null) {
            state.open().release(posting.caller(), randoms.length);
        }
    }
}
