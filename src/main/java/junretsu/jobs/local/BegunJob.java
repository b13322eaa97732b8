package junretsu.jobs.local;

import junretsu.jobs.fair.Slice;
import junretsu.jobs.queue.Job;

/** A job that a worker has begun with, until it has ended. Written by {@link OpenJobs} under its lock. */
final class BegunJob {
    final long sequence;
    final CallerAccount account;

    /** Its turn that is out; null between two turns. */
    Slice slice;

    /** Of the turn that went out last. */
    long fence;

    /** As it stands; null until it was read from the disk, and again when it has ended there. */
    private volatile Job job;

    private volatile boolean isWanted = true;

    BegunJob(long sequence, CallerAccount account) {
        this.sequence = sequence;
        this.account = account;
    }

    Job job() {
        return job;
    }

    void set(Job running) {
        job = running;
    }

    /** Returns false once it has ended, or is about to: nobody has to work on it any more. */
    boolean isWanted() {
        return isWanted;
    }

    /** Returns whether it has ended on the disk, and is known still since a turn of it is out. */
    boolean hasEnded() {
        return job == null && !isWanted;
    }

    void leave() {
        isWanted = false;
    }
}
