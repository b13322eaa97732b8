package junretsu.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The arrays that request bodies are read into, bounded by their sum. An array that is given back serves the next body
 * of its size, so large bodies leave no garbage. May be called by any thread.
 */
final class BodyPool {
    private static final int SIZE_MIN = 4_096;

    private final long bytesMax;
    private final Map<Integer, Deque<byte[]>> free = new HashMap<>();
    private long usedBytes;
    private long freeBytes;

    /** @param bytesMax of all arrays, in use or kept for the next */
    BodyPool(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Returns the size to ask for when at least {@code wanted} bytes of at most {@code max} are to be held. */
    static int size(long wanted, int max) {
        int size = SIZE_MIN;
        while (size < wanted && size < max) {
            size = size > max / 2 ? max : size * 2;
        }
        return size;
    }

    /** Returns true when so much could be taken and half would still be left for others. */
    synchronized boolean isAmple(long bytes) {
        return usedBytes + bytes <= bytesMax / 2;
    }

    /** @return null when that would be more than may be in use */
    synchronized byte[] take(int size) {
        if (usedBytes + size > bytesMax) {
            return null;
        }
        usedBytes += size;
        Deque<byte[]> ofSize = free.get(size);
        if (ofSize != null && !ofSize.isEmpty()) {
            freeBytes -= size;
            return ofSize.pop();
        }
        if (usedBytes + freeBytes > bytesMax) {
            free.clear();
            freeBytes = 0;
        }
        return new byte[size];
    }

    /** Takes back what {@link #take} gave, once. */
    synchronized void giveBack(byte[] array) {
        usedBytes -= array.length;
        freeBytes += array.length;
        free.computeIfAbsent(array.length, size -> new ArrayDeque<>()).push(array);
    }

    synchronized long usedBytes() {
        return usedBytes;
    }
}
