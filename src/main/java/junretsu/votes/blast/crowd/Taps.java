package junretsu.votes.blast.crowd;

import java.util.Arrays;

/**
 * The messages of one voter that are not acknowledged yet, oldest first: those that were sent, and behind them those
 * that wait for a connection. A ring that grows by doubling, so that a message costs no allocation. Not thread-safe.
 */
final class Taps {
    private static final int START = 2;

    private long[] plannedNanos = new long[START];
    private long[] batches = new long[START];
    private int head;
    private int size;
    private int sent;
    private long firstNumber = 1;

    /**
     * Adds a message that is not sent yet.
     *
     * @param batch its votes' place in the {@link VoteRing}
     */
    void add(long planned, long batch) {
        if (size == plannedNanos.length) {
            grow();
        }
        plannedNanos[at(size)] = planned;
        batches[at(size)] = batch;
        size++;
    }

    /** The number of messages here. */
    int size() {
        return size;
    }

    /** The number of those that were sent. */
    int sent() {
        return sent;
    }

    /** The running number of the oldest message here, or of the next one that will be added. */
    long firstNumber() {
        return firstNumber;
    }

    /** The running number of the first message that was not sent. */
    long nextNumber() {
        return firstNumber + sent;
    }

    /** The batch of the first message that was not sent, which counts as sent from now on. */
    long send() {
        return batches[at(sent++)];
    }

    /** The planned time of the oldest message. */
    long firstPlannedNanos() {
        return plannedNanos[head];
    }

    /** The batch of the oldest message. */
    long firstBatch() {
        return batches[head];
    }

    /** Drops the oldest message, which was sent. */
    void removeFirst() {
        head = at(1);
        size--;
        sent--;
        firstNumber++;
    }

    private int at(int index) {
        return head + index & plannedNanos.length - 1;
    }

    private void grow() {
        int length = plannedNanos.length;
        long[] planned = Arrays.copyOf(plannedNanos, 2 * length);
        long[] places = Arrays.copyOf(batches, 2 * length);
        for (int i = 0; i < size; i++) {
            planned[i] = plannedNanos[at(i)];
            places[i] = batches[at(i)];
        }
        plannedNanos = planned;
        batches = places;
        head = 0;
    }
}
