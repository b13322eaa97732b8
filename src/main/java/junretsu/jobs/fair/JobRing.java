package junretsu.jobs.fair;

/**
 * Jobs of one caller, one priority and one {@link QueuePlace} in their order, in a ring of 8 to 16 bytes a job. Where
 * that is the order of their keys, a job is found by binary search; the others, of which there are few, are looked
 * through. A job that is taken out of the middle leaves its complement there, so that the order stays, until half of
 * the ring is such holes.
 */
class JobRing {
    private static final int CAPACITY_MIN = 2;
    private static final int NOT_FOUND = -1;

    final QueuePlace place;
    final int priority;

    /** The ring of this caller whose turn is after this one's; null for the last. */
    JobRing next;

    private long[] jobs = new long[CAPACITY_MIN];
    private int head;

    /** Jobs and holes; the first is a job. */
    private int length;

    private int size;

    /** Null in a small ring, and while there are no holes. */
    private HoleCounts holes;

    JobRing(QueuePlace place, int priority) {
        this.place = place;
        this.priority = priority;
    }

    /** Jobs in it. */
    int size() {
        return size;
    }

    /** Adds a job at the place that its key gives it or, where the last that came goes first, before all others. */
    void add(long job) {
        if (length == jobs.length) {
            resize(capacityFor(size + size / 2 + 1));
        }
        if (!place.isByKey()) {
            insert(0, job);
        } else if (length == 0 || key(length - 1) < job) {
            insert(length, job);
        } else {
            if (length > size) {
                resize(jobs.length);
            }
            insert(lowerBound(job), job);
        }
    }

    /** Puts a job at an offset, from which the fewer of the others move away; no hole may be among these. */
    private void insert(int offset, long job) {
        if (offset < length - offset) {
            head = index(-1);
            for (int i = 0; i < offset; i++) {
                jobs[index(i)] = at(index(i + 1));
            }
        } else {
            for (int i = length; i > offset; i--) {
                jobs[index(i)] = at(index(i - 1));
            }
        }
        jobs[index(offset)] = job;
        length++;
        size++;
    }

    /** The first job; there is one. */
    long first() {
        return jobs[head];
    }

    /** Takes the first job out; there is one. */
    long takeFirst() {
        long job = jobs[head];
        removeFirst();
        return job;
    }

    /** Takes a job out; returns false when it is not here. */
    boolean remove(long job) {
        int offset = find(job);
        if (offset == NOT_FOUND) {
            return false;
        }
        if (offset == 0) {
            removeFirst();
            return true;
        }
        jobs[index(offset)] = ~job;
        size--;
        if (length > 2 * size) {
            resize(capacityFor(size));
        } else {
            countHole(index(offset), 1);
        }
        return true;
    }

    /** Jobs before a job; -1 when it is not here. */
    int position(long job) {
        int offset = find(job);
        if (length == size || offset == NOT_FOUND) {
            return offset;
        }
        int end = index(offset);
        int behindHead = end < head ? length - size : 0;
        return offset - behindHead + holesBelow(head) - holesBelow(end);
    }

    /** Holes at the places of the array below one. */
    private int holesBelow(int end) {
        int count = holes == null ? 0 : holes.before(end);
        for (int i = end & -HoleCounts.PLACES; i < end; i++) {
            count += at(i) < 0 ? 1 : 0;
        }
        return count;
    }

    private void countHole(int index, int count) {
        if (holes == null && jobs.length > HoleCounts.PLACES) {
            holes = new HoleCounts(jobs.length);
        }
        if (holes != null) {
            holes.add(index, count);
        }
    }

    private void removeFirst() {
        leaveFirst();
        while (length > 0 && at(head) < 0) {
            jobs[head] = 0;
            countHole(head, -1);
            leaveFirst();
        }
        size--;
        if (jobs.length > CAPACITY_MIN && length <= jobs.length / 4) {
            resize(jobs.length / 2);
        }
    }

    private void leaveFirst() {
        head = index(1);
        length--;
    }

    private int find(long job) {
        int offset = 0;
        if (place.isByKey()) {
            offset = lowerBound(job);
        } else {
            while (offset < length && at(index(offset)) != job) {
                offset++;
            }
        }
        return offset < length && at(index(offset)) == job ? offset : NOT_FOUND;
    }

    /** The offset of the first job or hole whose key is not below a job's. */
    private int lowerBound(long job) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key(middle) < job) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int index(int offset) {
        return head + offset & jobs.length - 1;
    }

    /** The job at an offset, or the one that left the hole there. */
    private long key(int offset) {
        long job = at(index(offset));
        return job < 0 ? ~job : job;
    }

    /** The job or hole at a place of the array. A test counts how many are looked at. */
    long at(int index) {
        return jobs[index];
    }

    private static int capacityFor(int size) {
        return Math.max(CAPACITY_MIN, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
    }

    private void resize(int capacity) {
        long[] packed = new long[capacity];
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (at(index(i)) >= 0) {
                packed[count++] = jobs[index(i)];
            }
        }
        jobs = packed;
        head = 0;
        length = count;
        holes = null;
    }
}
