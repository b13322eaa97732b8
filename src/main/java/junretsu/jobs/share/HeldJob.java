package junretsu.jobs.share;

import junretsu.jobs.queue.Job;

/** A job that Redis has handed to this process. Guarded by {@link HeldJobs}, but for its final fields. */
final class HeldJob {
    /** The stages between two calls to Redis. */
    enum Stage {
        /** Handed out by Redis, and by nobody here yet. */
        BUFFERED,
        /** A worker is at it. */
        OUT,
        /** It may go on when its caller's turn comes. */
        SUSPENDED,
        /** It may go on when, besides, there is a seat. */
        SEATLESS
    }

    final int shard;
    final long fence;

    /** Number of the call after which it was here. */
    final long since;

    Job job;
    Stage stage = Stage.BUFFERED;
    boolean hasSeat;

    HeldJob(int shard, Job job, long fence, long since) {
        this.shard = shard;
        this.job = job;
        this.fence = fence;
        this.since = since;
    }

    /** Returns whether it goes on before another suspended job of its caller. */
    boolean isBefore(HeldJob other) {
        return hasSeat != other.hasSeat ? hasSeat : job.priority() > other.job.priority();
    }

    boolean isFirstTurn() {
        return job.cpuNanos() == 0;
    }
}
