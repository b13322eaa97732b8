package junretsu.jobs.fair;

/** One caller's account and queue, some 100 bytes; and 70 more, with its first two jobs, while something is queued. */
final class Caller {
    final int number;
    double weight = 1;
    int runningMax = Integer.MAX_VALUE;

    /** CPU time used by weight, in nanoseconds, with what its running turns were charged in advance. */
    double virtualTime;

    /** Number of its last turn or, when that is later, of its coming to the heap: the smaller one goes first. */
    long sequence;

    int running;
    int queued;
    long usedNanos;

    /** The heap that it is in, and its place there; null while it only runs, or has as many running as it may. */
    CallerHeap heap;

    int heapIndex;

    /** By rank; none is empty. */
    private JobRing rings;

    Caller(int number) {
        this.number = number;
    }

    /** The least virtual time first; among equals one with nothing running, then the one that is longest there. */
    boolean isBefore(Caller other) {
        if (virtualTime != other.virtualTime) {
            return virtualTime < other.virtualTime;
        }
        if ((running == 0) != (other.running == 0)) {
            return running == 0;
        }
        return sequence < other.sequence;
    }

    boolean isIdle() {
        return running == 0 && queued == 0;
    }

    /** The first ring with a job that can run; null when there is none. */
    JobRing first(boolean isSeatFree) {
        JobRing ring = rings;
        while (ring != null && ring.place == QueuePlace.SEATLESS && !isSeatFree) {
            ring = ring.next;
        }
        return ring;
    }

    /** The job whose turn is first; -1 when none is queued. */
    long firstJob() {
        return rings == null ? -1 : rings.first();
    }

    void add(QueuePlace place, int priority, long job) {
        ring(place, priority).add(job);
        queued++;
    }

    long takeFirst(JobRing ring) {
        long job = ring.takeFirst();
        taken(ring);
        return job;
    }

    /** Takes a job out; returns the ring that it stood in, or null when it is not queued. */
    JobRing remove(long job) {
        for (JobRing ring = rings; ring != null; ring = ring.next) {
            if (ring.remove(job)) {
                taken(ring);
                return ring;
            }
        }
        return null;
    }

    /** Jobs of this caller before a job; -1 when it is not queued. */
    int position(long job) {
        int before = 0;
        for (JobRing ring = rings; ring != null; ring = ring.next) {
            int position = ring.position(job);
            if (position >= 0) {
                return before + position;
            }
            before += ring.size();
        }
        return -1;
    }

    private void taken(JobRing ring) {
        queued--;
        if (ring.size() > 0) {
            return;
        }
        if (ring == rings) {
            rings = ring.next;
            return;
        }
        JobRing before = rings;
        while (before.next != ring) {
            before = before.next;
        }
        before.next = ring.next;
    }

    private JobRing ring(QueuePlace place, int priority) {
        int rank = place.rank(priority);
        JobRing before = null;
        JobRing ring = rings;
        while (ring != null && ring.place.rank(ring.priority) < rank) {
            before = ring;
            ring = ring.next;
        }
        if (ring != null && ring.place.rank(ring.priority) == rank) {
            return ring;
        }
        JobRing added = new JobRing(place, priority);
        added.next = ring;
        if (before == null) {
            rings = added;
        } else {
            before.next = added;
        }
        return added;
    }
}
