package junretsu.jobs.fair;

/**
 * Jobs of one caller, one priority and one {@link QueuePlace} in their order, in a ring of 8 to 16 bytes a job. Keys
 * that ascend, as they do when they are numbered, are found by binary search. A job that is taken out of the middle
 * leaves its complement there, so that the order stays, until half of the ring is such holes.
 */
final class JobRing {
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
    private boolean ascends = true;

    JobRing(QueuePlace place, int priority) {
        this.place = place;
        this.priority = priority;
    }

    /** Jobs in it. */
    int size() {
        return size;
    }

    void addLast(long job) {
        makeRoom();
        ascends = ascends && (length == 0 || job > key(length - 1));
        jobs[index(length)] = job;
        length++;
        size++;
    }

    void addFirst(long job) {
        makeRoom();
        ascends = ascends && (length == 0 || job < key(0));
        head = index(-1);
        jobs[head] = job;
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
        }
        return true;
    }

    /** Jobs before a job; -1 when it is not here. */
    int position(long job) {
        int offset = find(job);
        if (length == size || offset == NOT_FOUND) {
            return offset;
        }
        int before = 0;
        for (int i = 0; i < offset; i++) {
            before += isHole(i) ? 0 : 1;
        }
        return before;
    }

    private void removeFirst() {
        do {
            head = index(1);
            length--;
        } while (length > 0 && isHole(0));
        size--;
        if (jobs.length > CAPACITY_MIN && length <= jobs.length / 4) {
            resize(jobs.length / 2);
        }
    }

    private int find(long job) {
        if (!ascends) {
            for (int i = 0; i < length; i++) {
                if (jobs[index(i)] == job) {
                    return i;
                }
            }
            return NOT_FOUND;
        }
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
        return low < length && jobs[index(low)] == job ? low : NOT_FOUND;
    }

    private int index(int offset) {
        return head + offset & jobs.length - 1;
    }

    private boolean isHole(int offset) {
        return jobs[index(offset)] < 0;
    }

    /** The job at an offset, or the one that left the hole there. */
    private long key(int offset) {
        long job = jobs[index(offset)];
        return job < 0 ? ~job : job;
    }

    private void makeRoom() {
        if (length == jobs.length) {
            resize(capacityFor(size + size / 2 + 1));
        }
    }

    private static int capacityFor(int size) {
        return Math.max(CAPACITY_MIN, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
    }

    private void resize(int capacity) {
        long[] packed = new long[capacity];
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (!isHole(i)) {
                packed[count++] = jobs[index(i)];
            }
        }
        jobs = packed;
        head = 0;
        length = count;
    }
}
