package junretsu.jobs.share;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobCounts;
import junretsu.jobs.queue.JobEvent;
import junretsu.jobs.queue.JobId;
import junretsu.jobs.queue.JobState;
import junretsu.jobs.share.TurnReturn.Kind;

/** Carries out what the replies of {@code jobs-turn.lua} say. Any thread may call. */
final class TurnReplies {
    private static final String STALE = "stale";
    private static final String FAILED = "failed";

    private final HeldJobs held;
    private final ShardChoice shards;
    private final JobCounts counts;
    private final Consumer<Job> ended;
    private final Consumer<JobId> failed;

    /**
     * @param ended gets each job that a worker of this process has done
     * @param failed gets each job that one of its deaths has set apart
     */
    TurnReplies(HeldJobs held, ShardChoice shards, JobCounts counts, Consumer<Job> ended, Consumer<JobId> failed) {
        this.held = held;
        this.shards = shards;
        this.counts = counts;
        this.ended = ended;
        this.failed = failed;
    }

    /** @param since number for the jobs that the reply brings */
    void apply(TurnCall call, TurnReply reply, long since) {
        if (reply.isNew()) {
            counts.add(JobEvent.LEASE_LOST, held.loseAll(call.shard(), call.since()));
        }
        for (int i = 0; i < call.returns().size(); i++) {
            came(call.returns().get(i), reply.statuses().get(i), reply.nowMs());
        }
        for (int i = 0;
                i < Math.min(call.candidates().size(), reply.virtualTimes().size());
                i++) {
            held.heard(
                    call.shard(),
                    call.candidates().get(i).held().job.caller(),
                    reply.virtualTimes().get(i));
        }
        reply.gone().forEach(held::lose);
        reply.drawn().forEach(drawn -> draw(call.shard(), drawn, reply.nowMs(), since));
        shards.heard(call.shard(), reply.ready(), reply.workNanos(), reply.weight());
    }

    private void draw(int shard, TurnReply.Drawn drawn, long nowMs, long since) {
        if (drawn.job() == null || held.isHeld(drawn.id(), drawn.fence())) {
            held.resume(drawn.id());
            return;
        }
        held.lose(drawn.id());
        held.add(new HeldJob(shard, drawn.job(), drawn.fence(), since));
        if (drawn.isFirst()) {
            counts.began(TimeUnit.MILLISECONDS.toNanos(
                    Math.max(0, nowMs - drawn.job().postedMs())));
        }
    }

    private void came(TurnReturn turn, String status, long nowMs) {
        boolean isTaken = !status.equals(STALE);
        if (turn.kind() == Kind.DONE) {
            done(turn, isTaken, nowMs);
        } else if (turn.kind() == Kind.KEEP && !isTaken && held.forget(turn.held())) {
            counts.add(JobEvent.LEASE_LOST, 1);
        } else if (status.equals(FAILED)) {
            counts.ended(JobState.FAILED, turn.held().job.cpuNanos() + turn.usedNanos());
            failed.accept(turn.held().job.id());
        }
        turn.accepted().complete(isTaken);
    }

    private void done(TurnReturn turn, boolean isTaken, long nowMs) {
        if (isTaken) {
            Job job = turn.held().job.done(nowMs, turn.usedNanos(), turn.result());
            counts.ended(job.state(), job.cpuNanos());
            ended.accept(job);
        } else {
            counts.add(JobEvent.RESULT_REFUSED, 1);
        }
    }

    /** Fails what was to go back and never will. */
    static void refuse(List<TurnReturn> returns) {
        returns.forEach(turn -> turn.accepted().complete(false));
    }
}
