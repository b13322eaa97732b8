package junretsu.jobs.fair;

import java.util.Arrays;

/** Callers by {@link Caller#isBefore}, the first at the top: a binary heap in which each caller knows its place. */
final class CallerHeap {
    private Caller[] callers = new Caller[16];
    private int size;

    int size() {
        return size;
    }

    /** The first caller; null when there is none. */
    Caller first() {
        return callers[0];
    }

    void add(Caller caller) {
        if (size == callers.length) {
            callers = Arrays.copyOf(callers, 2 * size);
        }
        caller.heap = this;
        siftUp(caller, size++);
    }

    void remove(Caller caller) {
        Caller last = callers[--size];
        callers[size] = null;
        caller.heap = null;
        if (last != caller) {
            last.heapIndex = caller.heapIndex;
            moved(last);
        }
    }

    /** Puts a caller where it belongs after what it is compared by has changed. */
    void moved(Caller caller) {
        int index = caller.heapIndex;
        if (index > 0 && caller.isBefore(callers[index - 1 >>> 1])) {
            siftUp(caller, index);
        } else {
            siftDown(caller, index);
        }
    }

    private void siftUp(Caller caller, int from) {
        int index = from;
        while (index > 0) {
            int parent = index - 1 >>> 1;
            if (!caller.isBefore(callers[parent])) {
                break;
            }
            set(index, callers[parent]);
            index = parent;
        }
        set(index, caller);
    }

    private void siftDown(Caller caller, int from) {
        int index = from;
        for (int child; (child = 2 * index + 1) < size; index = child) {
            if (child + 1 < size && callers[child + 1].isBefore(callers[child])) {
                child++;
            }
            if (!callers[child].isBefore(caller)) {
                break;
            }
            set(index, callers[child]);
        }
        set(index, caller);
    }

    private void set(int index, Caller caller) {
        callers[index] = caller;
        caller.heapIndex = index;
    }
}
